using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using TracingReference.Messages.Cards;
using TracingReference.Order.Placing;

namespace TracingReference.Order.Tests;

/// <summary>Both sides of every bound of an order, and what makes two orders the same.</summary>
public sealed class OrderRequestTests
{
    private const string Number = "4242424242424242";
    private static readonly OrderRequest Valid = new("customer-1", [new("p-0001", 1)], new(Number, "Ada Lovelace"));

    private static OrderRequest With(
        string? customerId = "customer-1", IReadOnlyList<ItemRequest?>? items = null, string? number = Number, string? holder = "Ada Lovelace") =>
        new(customerId, items ?? Valid.Items, new CardRequest(number, holder));

    [Fact]
    public void What_lies_within_the_bounds_is_valid()
    {
        OrderRequest[] requests =
        [
            Valid,
            With(customerId: "c"),
            With(customerId: new string('c', 64)),
            With(customerId: "Zoë 🐎"),
            With(items: Items(100)),
            With(items: [new("p", 1_000)]),
            With(items: [new(new string('p', 64), 1)]),
            With(items: [new("p", 1), new("P", 1)]),
            With(number: new string('4', 12)),
            With(number: new string('4', 19)),
            With(holder: "A"),
            With(holder: new string('a', 100)),
        ];
        Assert.All(requests, request => Assert.Null(request.Validate()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\u007f")]
    [InlineData("ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc")]
    public void CustomerId_is_1_to_64_characters(string? customerId) => AssertMistake("customerId", With(customerId: customerId));

    [Fact]
    public void Items_are_1_to_100()
    {
        AssertMistake("items", new OrderRequest("customer-1", null, Valid.Card));
        AssertMistake("items", With(items: []));
        AssertMistake("items", With(items: Items(101)));
    }

    [Theory]
    [InlineData(null, 1, "items[1].productId")]
    [InlineData("", 1, "items[1].productId")]
    [InlineData("p\0", 1, "items[1].productId")]
    [InlineData("ppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp", 1, "items[1].productId")]
    [InlineData("p", 0, "items[1].quantity")]
    [InlineData("p", -1, "items[1].quantity")]
    [InlineData("p", 1_001, "items[1].quantity")]
    [InlineData("p", int.MinValue, "items[1].quantity")]
    public void The_item_that_is_wrong_is_named(string? productId, int quantity, string place) =>
        AssertMistake(place, With(items: [new("p-0001", 1), new(productId, quantity)]));

    [Fact]
    public void A_null_item_is_named() => AssertMistake("items[1].productId", With(items: [new("p-0001", 1), null]));

    [Fact]
    public void A_product_stands_in_one_item_only() => AssertMistake("items", With(items: [new("a", 1), new("b", 1), new("a", 2)]));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("44444444444")]
    [InlineData("44444444444444444444")]
    [InlineData("4242 4242 4242 4242")]
    [InlineData("4242-4242-4242-4242")]
    [InlineData("-424242424242424")]
    [InlineData("424242424242424x")]
    [InlineData("424242424242424\0")]
    [InlineData("٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢")]
    public void A_card_number_is_12_to_19_plain_digits_and_is_never_repeated(string? number)
    {
        AssertMistake("card.number", With(number: number));
        Assert.Equal(With(number: "x").Validate(), With(number: number).Validate());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Ada\0")]
    [InlineData("Ada\r\nLovelace")]
    public void A_holder_is_1_to_100_characters(string? holder)
    {
        AssertMistake("card.holder", With(holder: holder));
        AssertMistake("card.holder", With(holder: new string('a', 101)));
    }

    [Fact]
    public void An_order_without_a_card_is_told_so() => AssertMistake("card.number", Valid with { Card = null });

    [Fact]
    public void A_request_does_not_say_its_card() => Assert.DoesNotContain("4242", $"{Valid}", StringComparison.Ordinal);

    [Fact]
    public void The_same_order_written_otherwise_has_the_same_fingerprint()
    {
        var cipher = Cipher();
        var rewritten = Read("""
            { "card": { "holder": "Ada\u0020Lovelace", "number": "4242424242424242" },
              "note": "not ours", "items": [ { "quantity": 1, "productId": "p-0001" } ], "customerId": "customer-1" }
            """);
        Assert.Equal(Valid.Fingerprint(cipher), rewritten.Fingerprint(cipher));
    }

    [Fact]
    public void Another_order_has_another_fingerprint_and_so_has_another_key()
    {
        var cipher = Cipher();
        OrderRequest[] requests =
        [
            Valid,
            With(customerId: "customer-2"),
            With(items: [new("p-0002", 1)]),
            With(items: [new("p-0001", 2)]),
            With(items: [new("p-0001", 1), new("p-0002", 1)]),
            With(items: [new("p-0002", 1), new("p-0001", 1)]),
            With(number: "4242424242424241"),
            With(holder: "Ada Byron"),
        ];
        Assert.Equal(requests.Length, requests.Select(request => Convert.ToHexString(request.Fingerprint(cipher))).Distinct().Count());
        Assert.NotEqual(Valid.Fingerprint(cipher), Valid.Fingerprint(Cipher()));
    }

    private static void AssertMistake(string place, OrderRequest request) =>
        Assert.StartsWith($"{place} must ", request.Validate(), StringComparison.Ordinal);

    private static OrderRequest Read(string json) => JsonSerializer.Deserialize(json, PlacingJson.Default.OrderRequest)!;

    private static ItemRequest[] Items(int count) => Enumerable.Range(1, count).Select(n => new ItemRequest($"p-{n:0000}", 1)).ToArray();

    private static CardCipher Cipher() => new(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Cards:Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) })
        .Build());
}
