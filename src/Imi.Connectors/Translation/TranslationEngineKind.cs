namespace Imi.Connectors.Translation;

/// <summary>The kinds of machine-translation engines that the platform can use.</summary>
public enum TranslationEngineKind
{
    /// <summary>The program <c>apertium</c> on this machine.</summary>
    Apertium,

    /// <summary>A server of Apertium, <c>apertium-apy</c>.</summary>
    ApertiumServer,

    /// <summary>A server of LibreTranslate.</summary>
    LibreTranslate,

    /// <summary>The Commission's eTranslation over its interface of version 2.</summary>
    ETranslation,

    /// <summary>The Commission's eTranslation over its interface of version 1.</summary>
    ETranslation1,

    /// <summary>A language model behind an OpenAI-compatible chat endpoint.</summary>
    ChatModel,
}
