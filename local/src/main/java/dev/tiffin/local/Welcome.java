package dev.tiffin.local;

import java.time.Duration;

/** The one screen that says that all is well and what to do now. */
final class Welcome {

    private static final String SUBSCRIPTION =
            "subscription { ordersChanged { id version status waitingFor agent { name } } }";

    private final Screen screen;
    private final Copy copy;
    private final String port;

    private Welcome(Screen screen, Settings settings, Copy copy) {
        this.screen = screen;
        this.copy = copy;
        this.port = settings.port() == Settings.USUAL_PORT ? "" : " TIFFIN_PORT=" + settings.port();
    }

    static void show(Screen screen, Settings settings, Copy copy, String token, Duration took) {
        var welcome = new Welcome(screen, settings, copy);
        screen.line("");
        screen.line("  " + screen.bold(screen.green("Tiffin is ready")) + " after " + Screen.seconds(took)
                + "; Ctrl-C stops it, its data stays.");
        screen.line("");
        screen.line("  GraphQL   " + copy.graphQl() + "  " + screen.grey("HTTP, and WebSocket for subscriptions"));
        screen.line("  GraphiQL  " + copy.gateway().resolve("/q/graphql-ui"));
        screen.line("  Logs      " + Settings.show(settings.logs()));
        welcome.title("You are alice", "a customer, for a day; others: make token ROLE=restaurant SUBJECT=old-tavern");
        screen.line("TOKEN=" + token);
        welcome.title("Order lunch", "");
        screen.line(welcome.order());
        welcome.title("Watch it come", "any graphql-transport-ws client, the token in its Authorization header");
        screen.line(SUBSCRIPTION);
        welcome.title("Or look on", "");
        screen.line("make demo" + welcome.port + "   " + screen.grey("and with a step stopped for a while:")
                + "   make demo" + welcome.port + " BREAK=payment");
        screen.line("");
    }

    private void title(String text, String hint) {
        screen.line("");
        screen.line("  " + screen.bold(text) + (hint.isEmpty() ? "" : "  " + screen.grey(hint)));
    }

    /** To be pasted as it is. */
    private String order() {
        return """
                curl -s %s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                  -d '{"query":"mutation { placeOrder(order: { restaurantId: \\"spice-garden\\", '\\
                'paymentMethod: \\"tok_visa\\", lines: [{ itemId: \\"spice-garden-2\\", quantity: 2 }], '\\
                'address: { text: \\"Karl-Marx-Allee 1\\", latitude: 52.52, longitude: 13.42 } '\\
                '}) { id status total { amount currency } } }"}'""".formatted(copy.graphQl());
    }
}
