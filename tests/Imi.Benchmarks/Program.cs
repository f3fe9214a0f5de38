Console.WriteLine("Imi.Benchmarks");
