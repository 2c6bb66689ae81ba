namespace Generator.Tests.Mvc.Differential;

/// <summary>Files as arguments and in objects, members that nothing can create, and members from another part of the request.</summary>
internal static class FileSource
{
    public const string Text = """
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;

        public class Upload
        {
            public string? Title { get; set; }
            public IFormFile? File { get; set; }
            public List<IFormFile>? More { get; set; }
            public IFormFile[]? Others { get; set; }
            public IFormFileCollection? Rest { get; set; }
            public Picture? Cover { get; set; }
            public List<Picture>? Pictures { get; set; }
            public Frame? Frame { get; set; }

            public override string ToString() =>
                $"{Title}|{Name(File)}|{Names(More)}|{Names(Others)}|{Names(Rest)}|{Cover}|" +
                $"{string.Join(';', Pictures ?? [])}|{Frame?.Text}{Frame?.Picture}";

            public static string Names(IEnumerable<IFormFile>? files) => files is null ? "-" : string.Join(",", files.Select(Name));

            public static string Name(IFormFile? file) => file is null ? "-" : $"{file.Name}={file.FileName}:{file.Length}";
        }

        public class Picture
        {
            public IFormFile? File { get; set; }
            public string? Caption { get; set; }
            public Picture? Thumbnail { get; set; }

            public override string ToString() => $"({Upload.Name(File)} {Caption} {Thumbnail})";
        }

        public class Frame
        {
            public string Text { get; set; } = "frame";
            public Picture? Picture { get; set; }
        }

        public record Attachment(string Name, IFormFile? File);

        public interface IShape
        {
            int Edges { get; set; }
        }

        public abstract class Plan
        {
            public int Price { get; set; }
        }

        public class Invoice(int number)
        {
            public int Number { get; set; } = number;
            public string? Text { get; set; }
        }

        public class Order
        {
            public string? Name { get; set; }
            public IShape? Shape { get; set; }
            public Plan? Plan { get; set; }
            public List<Invoice>? Invoices { get; set; }

            public override string ToString() => $"{Name}|{Shape?.Edges}|{Plan?.Price}|{Invoices?.Count}";
        }

        public class Mixed
        {
            [FromRoute] public int Id { get; set; }
            [FromQuery(Name = "q")] public string? Text { get; set; }
            [FromForm] public string? Note { get; set; }
            public int Count { get; set; }
            public MixedPart? Part { get; set; }

            public override string ToString() => $"{Id}|{Text}|{Note}|{Count}|{Part?.Page}|{Part?.Name}|{Part?.Inner?.Page}";
        }

        public class MixedPart
        {
            [FromQuery] public int Page { get; set; }
            public string? Name { get; set; }
            public MixedPart? Inner { get; set; }
        }

        [Route("mixed/[action]/{id}")]
        public class MixedController : ControllerBase
        {
            [HttpPost] public string Anywhere(Mixed mixed) => mixed.ToString();
            [HttpPost] public string Form([FromForm] Mixed mixed) => mixed.ToString();
            [HttpPost] public string Query([FromQuery] Mixed mixed) => mixed.ToString();
            [HttpPost] public string Route([FromRoute] Mixed mixed) => mixed.ToString();
        }

        [Route("files/[action]")]
        public class FilesController : ControllerBase
        {
            [HttpPost] public string One(IFormFile? file) => Upload.Name(file);
            [HttpPost] public string Several(List<IFormFile> files) => Upload.Names(files);
            [HttpPost] public string Collection(IFormFileCollection files) => Upload.Names(files);
            [HttpPost] public string Anywhere(Upload upload) => upload.ToString();
            [HttpPost] public string Form([FromForm] Upload upload) => upload.ToString();
            [HttpPost] public string Query([FromQuery] Upload upload) => upload.ToString();
            [HttpPost] public string Named([FromForm(Name = "u")] Upload upload) => upload.ToString();
            [HttpPost] public string Record([FromForm] Attachment attachment) => $"{attachment.Name} {Upload.Name(attachment.File)}";
            [HttpPost] public string Order(Order order) => order.ToString();
        }

        [ApiController, Route("api/files/[action]")]
        public class ApiFilesController : ControllerBase
        {
            [HttpPost] public string Form([FromForm] Upload upload) => upload.ToString();
            [HttpPost] public string Record([FromForm] Attachment attachment) => $"{attachment.Name} {Upload.Name(attachment.File)}";
            [HttpPost] public string Order([FromQuery] Order order) => order.ToString();
        }
        """;
}
