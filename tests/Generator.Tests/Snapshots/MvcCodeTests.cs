using Generator.Tests.Harness;

namespace Generator.Tests.Snapshots;

/// <summary>Snapshots of the code that is generated for controllers of MVC.</summary>
public sealed class MvcCodeTests
{
    [Fact]
    public void Actions() => Snapshot.Verify(
        GeneratorRun.Of("""
            using System.ComponentModel.DataAnnotations;
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.AspNetCore.Mvc.ModelBinding;

            [assembly: CompileMvcControllers]

            namespace Shop;

            public sealed record Order(int Id, [property: StringLength(20)] string Title);

            public enum Sort { Title, Date }

            public sealed class Search
            {
                [BindRequired] public string Text { get; set; } = "";
                [Display(Name = "Page number")] public int Page { get; init; } = 1;
                public Sort[]? Sorts { get; set; }
                public Search? Or { get; set; }
            }

            public interface IOrders;

            [ApiController, Route("api/[controller]"), ProducesResponseType(404)]
            public sealed class OrderController(IOrders orders) : ControllerBase
            {
                [HttpGet("{id:int}")]
                public ActionResult<Order> Show(int id, [FromHeader(Name = "X-Tenant")] string tenant, CancellationToken aborted) =>
                    orders is null ? NotFound() : new Order(id, tenant);

                [HttpGet]
                public IEnumerable<Order> Find([FromQuery] Search search, [Range(1, 100)] int count = 10) => [];

                [HttpPost]
                public async Task<IActionResult> Add(Order order)
                {
                    await Task.Yield();
                    return CreatedAtAction(nameof(Show), new { id = order.Id }, order);
                }

                [HttpDelete("{id:int}")]
                public void Remove(int id, [FromServices] IOrders given) { }

                [HttpPut("{id:int}")]
                public bool Put(int id) => TryValidateModel(new List<Order> { new(id, "") }) && TryValidateModel(id);
            }
            """),
        nameof(MvcCodeTests), nameof(Actions));
}
