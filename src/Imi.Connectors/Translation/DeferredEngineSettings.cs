namespace Imi.Connectors.Translation;

/// <summary>The settings that only eTranslation has.</summary>
/// <param name="Application">The name under which the platform is registered.</param>
/// <param name="Domain">The domain of the engine, such as <c>GEN</c> for general texts.</param>
/// <param name="AnswerTime">How long an answer may take before the sentences are submitted again.</param>
/// <param name="Documents">Whether files are sent as a whole instead of sentence by sentence.</param>
public sealed record DeferredEngineSettings(string Application, string Domain, TimeSpan AnswerTime, bool Documents = false);
