using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Features.ModuleUploads;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Modules;

/// <summary>Previews a form of an active module or an upload, for each reader and in each language.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class PreviewModel(
    ModuleUploadService moduleUploadService,
    ModuleCatalogue catalogue,
    AuthorityDirectory directory,
    FormEngine forms,
    PageTexts texts
) : PageModel
{
    /// <summary>The module.</summary>
    public PolicyModule Module { get; private set; } = null!;

    /// <summary>The form.</summary>
    public Form Shown { get; private set; } = null!;

    /// <summary>The language of the preview.</summary>
    public string Language { get; private set; } = "";

    /// <summary>The reader: <c>writes</c>, <c>reads</c> or <c>monitors</c>.</summary>
    public string Reader { get; private set; } = "";

    /// <summary>The form with its texts: empty for a writer, otherwise with sample answers.</summary>
    public FormInput Input { get; private set; } = null!;

    /// <summary>The address of the module's page.</summary>
    public string Back { get; private set; } = "";

    /// <summary>The address of this page.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Whether the reader fills in the form.</summary>
    public bool Fills => Reader == "writes";

    /// <summary>The possible readers, with the parties that they stand for.</summary>
    public IEnumerable<(string Key, string Label)> Readers =>
        [("writes", texts["authoring.preview.writes"]), ("reads", texts["authoring.preview.reads"]), ("monitors", texts["authoring.preview.monitors"])];

    /// <summary>Shows a form.</summary>
    public async Task<IActionResult> OnGetAsync(string? name, Guid? id, string form, string? language, string? reader, CancellationToken cancellationToken)
    {
        var module = id is { } upload
            ? (await moduleUploadService.FindAsync(upload, HttpContext.Actor(), cancellationToken))?.Result.Module
            : catalogue.Find(name ?? "");
        if (module?.Forms.GetValueOrDefault(form) is not { } shown)
            return NotFound();
        (Module, Shown) = (module, shown);
        Back = id is null ? $"/modules/{module.Name}" : $"/modules/uploads/{id}";
        Address = $"{Back}/forms/{form}";
        Language =
            language is not null && module.Languages.Contains(language) ? language
            : module.Languages.Contains(texts.Language) ? texts.Language
            : "en";
        Reader = reader is "reads" or "monitors" ? reader : "writes";
        var own = texts.ShowIn(Language);
        var countries = await directory.CountriesAsync(cancellationToken);
        var answers = Fills ? Answers.None : SampleAnswers.For(shown, texts["authoring.preview.sample"], texts.Today);
        var view = forms.View(
            shown,
            answers,
            new FormReader(module.Texts, Language, Reader == "monitors" ? Sight.WithoutPersonal : Sight.Full)
            {
                Special = Fills ? null : new SpecialReading(SpecialReading.Form, MayOpen: true, Opened: null),
            }
        );
        var fresh = shown
            .Elements.Values.OfType<FieldGroup>()
            .ToDictionary(
                group => group.Name,
                group => forms.ItemView(shown, group, Answers.None, Answers.None, 0, new FormReader(module.Texts, Language, Sight.Full)),
                StringComparer.Ordinal
            );
        Input = new FormInput(view, [], module, [.. countries.Keys.Order(StringComparer.Ordinal)]) { Fresh = fresh };
        texts.ShowIn(own);
        return Page();
    }
}
