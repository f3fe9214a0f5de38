using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Imi.Web.Api.Models;
using Imi.Web.Pages.Shared;
using Imi.Web.Texts;

namespace Imi.Web.Api;

/// <summary>Turns forms and actions into API responses in the caller's language.</summary>
internal sealed class ApiForms(FormEngine forms, PageTexts texts)
{
    /// <summary>Returns a form with its texts.</summary>
    public ApiForm Form(PolicyModule module, Form form)
    {
        var reader = new FormReader(module.Texts, texts.Language, Sight.Full);
        return new ApiForm(
            form.Name,
            [
                .. forms
                    .View(form, Answers.None, reader)
                    .Select(section => new ApiSection(
                        section.Name,
                        section.Title,
                        section.Help,
                        [
                            .. section.Elements.Select(element =>
                                element switch
                                {
                                    FieldView field => Element(field),
                                    GroupView group => Element(group, forms.ItemView(form, group.Group, Answers.None, Answers.None, 0, reader)),
                                    _ => throw new InvalidOperationException($"Unknown element: {element.GetType()}."),
                                }
                            ),
                        ]
                    )),
            ]
        );
    }

    /// <summary>Returns an action and the input that it needs.</summary>
    public ApiAction Action(PolicyModule module, Procedure procedure, ActionDefinition action) =>
        new(
            action.Name,
            texts.Action(module, procedure.Name, action.Name, "name"),
            texts.Action(module, procedure.Name, action.Name, "help"),
            [.. action.By.Select(rule => new ApiActor(rule.Party, rule.Role))],
            action.From,
            action.To,
            action.Asks is { } form ? Form(module, form) : null,
            action.DoesVerb(Verb.Allocate),
            action.DoesVerb(Verb.Split),
            action.DoesVerb(Verb.Amend),
            action.IsDanger
        );

    /// <summary>
    /// Finds answers that do not match the form: unknown fields, or a group answered as a single field. These are errors of the calling program.
    /// </summary>
    public static IReadOnlyList<FieldError> Misfits(Form form, Answers answers)
    {
        var errors = new List<FieldError>();
        foreach (var name in answers.Fields)
        {
            switch (form.Elements.GetValueOrDefault(name))
            {
                case null:
                    errors.Add(new FieldError(name, "api.unknown-field"));
                    break;
                case FieldGroup when answers[name] is not (Answer.Group or { IsEmpty: true }):
                case Field when answers[name] is Answer.Group:
                    errors.Add(new FieldError(name, "api.wrong-shape"));
                    break;
                case FieldGroup group:
                    errors.AddRange(
                        answers
                            .Items(name)
                            .SelectMany(
                                (item, index) =>
                                    item
                                        .Fields.Where(inner => group.Fields.All(field => field.Name != inner))
                                        .Select(inner => new FieldError($"{name}.{index}.{inner}", "api.unknown-field"))
                            )
                    );
                    break;
            }
        }

        return errors;
    }

    private static ApiElement Element(FieldView view)
    {
        var field = view.Field;
        return new ApiElement(
            field.Name,
            view.Label,
            view.Help,
            Words.FieldTypes.WordFor(field.Type),
            field.Required.Always,
            ConditionData.Node(field.Required.When),
            ConditionData.Node(field.VisibleWhen),
            view.Options.Count > 0 ? [.. view.Options.Select(option => new ApiOption(option.Code, option.Label))] : null,
            field.TakesSeveral,
            field.MaxLength,
            field.Min,
            field.Max,
            field.NotBeforeToday,
            field.IsPersonal,
            field.IsConfidential,
            field.IsStatistic,
            field.Special,
            null,
            null,
            null
        );
    }

    private static ApiElement Element(GroupView view, GroupItemView item) =>
        new(
            view.Group.Name,
            view.Label,
            view.Help,
            "group",
            view.Group.MinItems > 0,
            null,
            ConditionData.Node(view.Group.VisibleWhen),
            null,
            true,
            null,
            null,
            null,
            false,
            false,
            false,
            false,
            null,
            view.Group.MinItems,
            view.Group.MaxItems,
            [.. item.Fields.Select(Element)]
        );
}
