package dev.tiffin.local;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code make demo}: one customer orders lunches and watches them arrive. With {@code BREAK=payment} a service is
 * stopped first, the orders are seen to wait for it, it starts again, and they are seen to come home.
 */
final class Demo {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final List<Meal> MEALS = List.of(
            new Meal("spice-garden", "spice-garden-2", 2),
            new Meal("night-falafel", "night-falafel-1", 2),
            new Meal("station-burger", "station-burger-1", 1),
            new Meal("pizza-palatina", "pizza-palatina-1", 2),
            new Meal("spice-garden", "spice-garden-5", 1));

    private static final String WATCH = "subscription Mine { ordersChanged {"
            + " id version status restaurant { name } agent { name } reason { message } } }";
    private static final String PLACE = "mutation Place($order: NewOrderInput!) { placeOrder(order: $order) { id } }";

    private final Screen screen;
    private final GraphQl api;
    private final String token;
    private final Set<OrderStatus> home;
    private final Arrivals arrivals;

    /** What somebody orders. */
    private record Meal(String restaurant, String dish, int quantity) {

        Map<String, Object> order() {
            return Map.of(
                    "restaurantId",
                    restaurant,
                    "paymentMethod",
                    "tok_visa",
                    "address",
                    Map.of("text", "Alexanderplatz 1", "latitude", 52.5219, "longitude", 13.4132),
                    "lines",
                    List.of(Map.of("itemId", dish, "quantity", quantity)));
        }
    }

    private Demo(Screen screen, Copy copy, String token) {
        this.screen = screen;
        this.api = new GraphQl(copy.graphQl());
        this.token = token;
        this.home = Set.of(copy.city() ? OrderStatus.DELIVERED : OrderStatus.ASSIGNED);
        this.arrivals = new Arrivals(screen);
    }

    /** Returns the exit code: 0 if every order arrived and every version was seen. */
    static int show(Settings settings, Optional<String> toBreak, Screen screen)
            throws IOException, InterruptedException {
        var copy = Copy.mustRunIn(settings);
        var broken = toBreak.map(name -> breakable(Manifests.read(settings.manifests()), name));
        var customer = "demo-" + UUID.randomUUID().toString().substring(0, 8);
        var demo = new Demo(screen, copy, Tokens.keptIn(settings.home()).of(Role.CUSTOMER, customer));
        var since = Instant.now();
        var subscription = demo.watch();
        if (broken.isEmpty()) {
            demo.say("One customer orders " + MEALS.size() + " lunches and watches them arrive.");
            demo.order();
        } else {
            demo.orderWhileBroken(copy, new Passwords(settings.home().resolve("passwords")), broken.get());
        }
        var code = demo.summary(since);
        subscription.close();
        return code;
    }

    /** A service that can be spared for a while, and where orders wait for it then. */
    private record Breakable(String service, Set<OrderStatus> waiting) {}

    private static Breakable breakable(Manifests manifests, String name) {
        var candidates = Stream.concat(Stream.of(Services.BRIDGE), manifests.functions().stream())
                .filter(service -> service.contains(name))
                .toList();
        if (candidates.size() != 1) {
            throw new Trouble("BREAK=" + name + " names no service that can be spared; there are "
                    + Stream.concat(Stream.of(Services.BRIDGE), manifests.functions().stream())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        var service = candidates.getFirst();
        return new Breakable(
                service, service.equals(Services.BRIDGE) ? Set.of(OrderStatus.PLACED) : manifests.waitingFor(service));
    }

    private Subscription watch() throws IOException, InterruptedException {
        var subscription = api.watch(token, WATCH, Map.of(), data -> arrivals.take(data.path("ordersChanged")));
        var unused = subscription.end().thenAccept(arrivals::end);
        return subscription;
    }

    private void order() throws IOException, InterruptedException {
        for (var meal : MEALS) {
            api.ask(token, PLACE, Map.of("order", meal.order()));
        }
    }

    private void orderWhileBroken(Copy copy, Passwords passwords, Breakable broken)
            throws IOException, InterruptedException {
        try (var held = Control.hold(copy, passwords, broken.service)) {
            say(screen.red(held.service() + " is stopped.") + " One customer orders " + MEALS.size() + " lunches.");
            order();
            var waiting = arrivals.await(broken.waiting, MEALS.size(), PATIENCE);
            say(screen.yellow(waiting + " of " + MEALS.size() + " orders wait for it, written down.") + " "
                    + screen.green(held.service() + " starts again."));
        }
    }

    private int summary(Instant since) throws InterruptedException {
        var arrived = arrivals.await(home, MEALS.size(), PATIENCE);
        var all = arrived == MEALS.size() && arrivals.complete();
        var words = arrived + " of " + MEALS.size() + " orders "
                + (home.contains(OrderStatus.DELIVERED) ? "arrived" : "have an agent")
                + ", " + (arrivals.complete() ? "every version was seen once and in order" : "versions were missed")
                + ", in " + Screen.seconds(Duration.between(since, Instant.now())) + ".";
        say(all ? screen.green(words) : screen.red(words));
        return all ? 0 : 1;
    }

    private void say(String text) {
        screen.line("");
        screen.line("  " + text);
        screen.line("");
    }
}
