package dev.tiffin.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code make demo}: one customer of the simulated city orders lunches and watches its restaurants cook and its
 * couriers bring them. In a mood ({@code TIFFIN_MOOD}) cards are declined and minds are changed. With
 * {@code BREAK=payment} a service is stopped first, the orders are seen to wait for it, it starts again, and they are
 * seen to come home.
 */
final class Demo {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Set<OrderStatus> WAITING_FOR_PEOPLE =
            EnumSet.of(OrderStatus.AWAITING_RESTAURANT, OrderStatus.ASSIGNED);

    private static final int LUNCHES = 5;

    private static final String WATCH = "subscription Mine { ordersChanged {"
            + " id version status restaurant { name } agent { name } reason { message } } }";

    private final Screen screen;
    private final GraphQl api;
    private final String token;
    private final Eater customer;
    private final Set<OrderStatus> home;
    private final Arrivals arrivals;

    private Demo(Screen screen, Copy copy, String token, Habits habits, Set<OrderStatus> home) {
        this.screen = screen;
        this.api = new GraphQl(copy.graphQl());
        this.token = token;
        this.customer = new Eater(api, token, habits);
        this.home = home;
        this.arrivals = new Arrivals(screen);
    }

    /** Returns the exit code: 0 if every order came home and every version was seen. */
    static int show(Settings settings, Optional<String> toBreak, Screen screen)
            throws IOException, InterruptedException {
        var copy = Copy.mustRunIn(settings);
        var broken = toBreak.map(name -> breakable(Manifests.read(settings.manifests()), name));
        var name = "demo-" + UUID.randomUUID().toString().substring(0, 8);
        var tokens = Tokens.keptIn(settings.home());
        var habits = Habits.of(settings, new Random());
        var home = home(copy, settings);
        var demo = new Demo(screen, copy, tokens.of(Role.CUSTOMER, name), habits, home);
        var city = copy.city() || !settings.cityIsOn()
                ? Optional.<City>empty()
                : Optional.of(City.awake(demo.api, tokens, habits, name::equals, screen));
        var since = Instant.now();
        var subscription = demo.watch();
        if (broken.isEmpty()) {
            demo.say("One customer orders " + LUNCHES + " lunches and watches them arrive.");
            demo.order();
        } else {
            demo.orderWhileBroken(copy, new Passwords(settings.home().resolve("passwords")), broken.get());
        }
        var code = demo.summary(since);
        subscription.close();
        city.ifPresent(City::close);
        return code;
    }

    /**
     * Where the demo's orders have come as far as they can. With a city they arrive, unless somebody is in a mood; a
     * city that is off in the running copy is played by the demo for its own orders. Without one they wait for people.
     */
    private static Set<OrderStatus> home(Copy copy, Settings settings) {
        var home = EnumSet.noneOf(OrderStatus.class);
        if (copy.city() || settings.cityIsOn()) {
            home.add(OrderStatus.DELIVERED);
        } else {
            home.addAll(WAITING_FOR_PEOPLE);
        }
        if (copy.mood() != Mood.CALM || settings.mood() != Mood.CALM) {
            Stream.of(OrderStatus.values()).filter(OrderStatus::terminal).forEach(home::add);
        }
        return home;
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
        var subscription = api.watch(token, WATCH, Map.of(), data -> take(data.path("ordersChanged")));
        var unused = subscription.end().thenAccept(arrivals::end);
        return subscription;
    }

    private void take(JsonNode order) {
        arrivals.take(order);
        if (order.path("status").asText().equals(OrderStatus.VALIDATED.name())) {
            Thread.ofVirtual().start(this::payByAnotherCard);
        }
    }

    private void payByAnotherCard() {
        try {
            customer.settle();
        } catch (IOException | GraphQl.Refused e) {
            screen.event(screen.red("not paid by another card") + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void order() throws IOException, InterruptedException {
        for (var at = 0; at < LUNCHES; at++) {
            if (customer.order().isEmpty()) {
                throw new Trouble("No restaurant of the city is open now.");
            }
        }
    }

    private void orderWhileBroken(Copy copy, Passwords passwords, Breakable broken)
            throws IOException, InterruptedException {
        try (var held = Control.hold(copy, passwords, broken.service)) {
            say(screen.red(held.service() + " is stopped.") + " One customer orders " + LUNCHES + " lunches.");
            order();
            var waiting = arrivals.await(broken.waiting, LUNCHES, PATIENCE);
            say(screen.yellow(waiting + " of " + LUNCHES + " orders wait for it, written down.") + " "
                    + screen.green(held.service() + " starts again."));
        }
    }

    private int summary(Instant since) throws InterruptedException {
        var arrived = arrivals.await(home, LUNCHES, PATIENCE);
        var all = arrived == LUNCHES && arrivals.complete();
        var words = arrivals.told(LUNCHES) + ", "
                + (arrivals.complete() ? "every version was seen once and in order" : "versions were missed")
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
