namespace Imi.Kernel.Foundation.Jobs;

/// <summary>Reports that a job did not complete all its work. The job has logged the details.</summary>
/// <param name="problem">The kind of problem, without personal data.</param>
public sealed class JobProblemException(string problem) : Exception(problem);
