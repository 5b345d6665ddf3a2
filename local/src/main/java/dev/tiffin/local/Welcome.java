package dev.tiffin.local;

import java.time.Duration;

/** The one screen that says that all is well and what to do now. */
final class Welcome {

    private Welcome() {}

    static void show(Screen screen, Settings settings, Copy copy, String token, Duration took) {
        var elsewhere = settings.port() == Settings.USUAL_PORT ? "" : " TIFFIN_PORT=" + settings.port();
        screen.line("""

                  %s after %s; Ctrl-C stops it, its data stays.

                  GraphQL   %s  %s
                  GraphiQL  %s
                  Logs      %s

                  %s %s

                TOKEN=%s

                  %s

                curl -s %s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                  -d '{"query":"mutation { placeOrder(order: { restaurantId: \\"spice-garden\\", paymentMethod: \\"tok_visa\\",'\\
                ' lines: [{ itemId: \\"spice-garden-2\\", quantity: 2 }],'\\
                ' address: { text: \\"Karl-Marx-Allee 1\\", latitude: 52.52, longitude: 13.42 } })'\\
                ' { id status total { amount currency } } }"}'

                  %s %s

                subscription { ordersChanged { id version status waitingFor agent { name } } }

                  %s  make demo%s      %s  make demo%s BREAK=payment
                """.formatted(
                screen.green("Tiffin is ready"),
                Screen.seconds(took),
                copy.graphQl(),
                screen.grey("(HTTP, and WebSocket for subscriptions)"),
                copy.gateway().resolve("/q/graphql-ui"),
                Settings.show(settings.logs()),
                screen.bold("Be a customer"),
                screen.grey("(for a day; others: make token ROLE=restaurant SUBJECT=old-tavern)"),
                token,
                screen.bold("Order lunch"),
                copy.graphQl(),
                screen.bold("Watch it"),
                screen.grey("(any graphql-transport-ws client, the token in its Authorization header)"),
                screen.bold("See it work"),
                elsewhere,
                screen.bold("and break it"),
                elsewhere).stripTrailing());
    }
}
