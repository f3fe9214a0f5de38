using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Definitions.Authoring.Differences;

/// <content>The clocks of a procedure in words.</content>
internal sealed partial class DifferenceWriter
{
    private string ClockOf(Procedure procedure, ClockDefinition clock) =>
        texts.Get(
            "authoring.difference.clock-of",
            language,
            ("clock", Text($"procedures.{procedure.Name}.clocks.{clock.Name}")),
            ("procedure", NameOf(procedure, null))
        );

    private string Clock(PolicyModule module, Procedure procedure, ClockDefinition clock)
    {
        (string Key, string Value)[] parts =
        [
            ("begins", Actions(clock.Begins)),
            ("begins-in", States(clock.BeginsIn)),
            ("begins-on", clock.BeginsOn is { } asked ? Label(module.Forms[asked.Form], asked.Field) : ""),
            ("paused", States(clock.PausedIn)),
            ("ends", Actions(clock.Ends)),
            ("holidays", words.Party(clock.For, language)),
            ("then", ActionName(procedure, clock.Then)),
        ];
        return string.Join(
            " · ",
            parts
                .Where(part => part.Value.Length > 0)
                .Select(part => Say(part.Key, ("what", part.Value)))
                .Prepend(words.Period(clock.Lasts, language))
                .Where(part => part.Length > 0)
                .Concat(
                    clock.Changes.Select(change =>
                        Say(
                            "changes",
                            ("period", words.Period(change.Lasts, language)),
                            ("condition", words.Condition(change.When, module, null, procedure, language))
                        )
                    )
                )
        );

        string Say(string key, params (string, object?)[] values) => texts.Get($"authoring.clock.{key}", language, values);

        string Actions(IReadOnlyList<string> names) => string.Join(", ", names.Select(name => ActionName(procedure, name)));

        string States(IReadOnlyList<string> names) => string.Join(", ", names.Select(name => StateName(procedure, name)));
    }
}
