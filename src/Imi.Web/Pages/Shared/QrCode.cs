using System.Globalization;
using System.Text;
using QRCoder;

namespace Imi.Web.Pages.Shared;

/// <summary>A code that a telephone reads, as the path of a drawing whose unit is one square.</summary>
internal static class QrCode
{
    /// <summary>Draws a text.</summary>
    /// <returns>How many squares wide and high it is with its margin, and the path.</returns>
    public static (int Size, string Path) Draw(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var row = 0; row < code.ModuleMatrix.Count; row++)
        {
            for (var column = 0; column < code.ModuleMatrix[row].Length; column++)
            {
                if (code.ModuleMatrix[row][column])
                    path.Append(CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z");
            }
        }

        return (code.ModuleMatrix.Count, path.ToString());
    }
}
