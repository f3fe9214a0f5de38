using System.Globalization;
using System.Text;
using QRCoder;

namespace Imi.Web.Pages.Shared;

/// <summary>Draws QR codes as SVG paths, one unit a module.</summary>
internal static class QrCode
{
    /// <summary>Draws the code of a text.</summary>
    /// <returns>The width and height including the quiet zone, and the path.</returns>
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
