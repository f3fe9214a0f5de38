using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Jobs;
using Imi.Kernel.Foundation.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Tests;

/// <summary>The registration finds what a room brings.</summary>
public class KernelRegistrationTests
{
    private static readonly Type[] Contracts =
    [
        typeof(IBackgroundJob),
        typeof(IErasable),
        typeof(IExchangeReaction),
        typeof(IJournalMeaning),
        typeof(IMailComposer),
        typeof(IRetentionStep),
    ];

    [Fact]
    public void Each_class_that_implements_a_contract_of_the_kernel_is_registered()
    {
        var found = new ServiceCollection().AddServicesOf(typeof(KernelRegistration).Assembly).Select(service => service.ServiceType).ToHashSet();
        foreach (var contract in Contracts)
        {
            var classes = typeof(KernelRegistration).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(contract)).ToList();
            Assert.NotEmpty(classes);
            Assert.Equal([], classes.Where(type => !found.Contains(type)));
            Assert.Contains(contract, found);
        }
    }
}
