using Bookshop;

BookshopApp.Build(args).Run();
