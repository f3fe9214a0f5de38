using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Tests.Stories;

namespace Imi.Kernel.Tests.Modules;

/// <summary>Adds one mistake to valid clocks: it is reported with its position and a remedy.</summary>
public sealed class ClockMistakeTests
{
    [Theory]
    [InlineData("begins: [send, start-over]", "begins: [sends]", "There is no action 'sends': did you mean 'send'?")]
    [InlineData("beginsIn: accepted", "beginsIn: accept", "There is no open state 'accept': did you mean 'accepted'?")]
    [InlineData("beginsIn: accepted", "beginsIn: draft", "There is no open state 'draft'")]
    [InlineData("beginsIn: accepted", "begins: warn", "'accept' leads to 'accepted' while the clock 'handling' does not run: let it begin before, or there.")]
    [InlineData("beginsIn: accepted", "ends: warn", "'handling' must begin in one way: begins: ACTION, beginsIn: STATE, or beginsOn: FORM.FIELD")]
    [InlineData("beginsIn: accepted", "beginsIn: accepted\n    begins: send", "'handling' must begin in one way")]
    [InlineData("beginsIn: accepted", "beginsOn: reply.found", "The form 'reply' has no date field 'found', so 'handling' never begins.")]
    [InlineData("beginsIn: accepted", "beginsOn: replies.found", "No action asks the form 'replies', so 'handling' never begins.")]
    [InlineData("    lasts: 10 working days\n", "", "'handling' must say how long it lasts: lasts: P30D.")]
    [InlineData("pausedIn: waiting", "pausedIn: accepted", "'handling' is the last day of 'accepted' and stands still there, so it would never end.")]
    [InlineData("done: warn", "pending: hole", "Nothing called 'hole' can be pending: did you mean 'whole'?")]
    [InlineData("done: warn", "done: warns", "There is no action 'warns': did you mean 'warn'?")]
    [InlineData("}, lasts: 20 working days", "}, lasts: 10 working days", "'handling' lasts that long anyway: write another period, or remove the change.")]
    [InlineData("due: handling", "due: handlin", "There is no clock 'handlin'", "did you mean 'handling'?")]
    [InlineData("due: handling", "due: reply", "Nothing happens when 'handling' ends: name it as 'due' of a state or 'within' of a task")]
    [InlineData("then: give-up", "then: close", "The platform takes 'close' after the last day of 'whole', so that action needs by: platform.")]
    [InlineData("begins: [send, start-over]", "begins: give-up", "The platform would act again and again: 'give-up' begins 'whole', after which it is taken.")]
    [InlineData("\n  whole:", "\n  waiting:", "'waiting' is the name of a state, a task or the platform's own: give the clock another one.")]
    [InlineData("times: 1", "times: 1, clock: hole", "There is no clock 'hole': did you mean 'whole'?")]
    [InlineData("times: 1", "times: 0", "'0' is n")]
    [InlineData("pending: whole", "pending: hole", "Nothing called 'hole' can be pending: did you mean 'whole'?")]
    public void A_mistake_in_a_clock_is_reported(string right, string wrong, params string[] parts)
    {
        var files = ClockStories.Files();
        const string File = "procedures/tracing.yaml";
        Assert.Contains(right, files[File], StringComparison.Ordinal);
        Assert.NotNull(DefinitionReader.Read(files).Module);
        files[File] = files[File].Replace(right, wrong, StringComparison.Ordinal);
        var result = DefinitionReader.Read(files);
        Assert.Null(result.Module);
        var reported = string.Join('\n', result.Problems);
        Assert.All(parts, part => Assert.Contains(part, reported, StringComparison.Ordinal));
        Assert.All(result.Problems, problem => Assert.Matches(@"^[a-z/.-]+\(\d+,\d+\): ", problem.ToString()));
    }
}
