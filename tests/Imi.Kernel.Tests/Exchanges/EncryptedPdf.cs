using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Tests.Exchanges;

/// <summary>Creates small PDFs with the oldest encryption of the format (ISO 32000-1, 7.6.3, revision 2: RC4 with 40 bits).</summary>
internal static class EncryptedPdf
{
    private static readonly byte[] Padding = Convert.FromHexString("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A");
    private static readonly byte[] FileId = Convert.FromHexString("00112233445566778899AABBCCDDEEFF");

    /// <summary>Creates an encrypted PDF.</summary>
    /// <param name="userPassword">The password that opens it; if empty, it opens without a password and only forbids changes.</param>
    /// <param name="catalogue">Further content of the catalogue.</param>
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The old format is what is tested.")]
    public static byte[] Of(string userPassword, string catalogue = "")
    {
        var owner = Rc4(MD5.HashData(Padded("owner"))[..5], Padded(userPassword));
        var key = MD5.HashData([.. Padded(userPassword), .. owner, 0xC4, 0xFF, 0xFF, 0xFF, .. FileId])[..5];
        var user = Rc4(key, Padding);
        var pdf = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        foreach (
            var content in (string[])
                [
                    $"<</Type/Catalog/Pages 2 0 R{catalogue}>>",
                    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
                    $"<</Filter/Standard/V 1/R 2/Length 40/P -60/O<{Convert.ToHexString(owner)}>/U<{Convert.ToHexString(user)}>>>",
                ]
        )
        {
            places.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{places.Count} 0 obj\n{content}\nendobj\n");
        }

        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            pdf.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        var id = Convert.ToHexString(FileId);
        pdf.Append(
            CultureInfo.InvariantCulture,
            $"trailer\n<</Size {places.Count + 1}/Root 1 0 R/Encrypt 4 0 R/ID[<{id}><{id}>]>>\nstartxref\n{table}\n%%EOF\n"
        );
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    private static byte[] Padded(string password) => [.. Encoding.Latin1.GetBytes(password).Concat(Padding).Take(32)];

    private static byte[] Rc4(byte[] key, byte[] content)
    {
        var state = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        for (int index = 0, other = 0; index < 256; index++)
        {
            other = (other + state[index] + key[index % key.Length]) & 0xFF;
            (state[index], state[other]) = (state[other], state[index]);
        }

        var result = new byte[content.Length];
        for (int place = 0, index = 0, other = 0; place < content.Length; place++)
        {
            index = (index + 1) & 0xFF;
            other = (other + state[index]) & 0xFF;
            (state[index], state[other]) = (state[other], state[index]);
            result[place] = (byte)(content[place] ^ state[(state[index] + state[other]) & 0xFF]);
        }

        return result;
    }
}
