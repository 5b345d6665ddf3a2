package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the launcher tells people to do works as told. */
@ExtendWith(SharedSystem.class)
class ScreenIT {

    private final RunningSystem system;

    ScreenIT(RunningSystem system) {
        this.system = system;
    }

    @Test
    void theExampleOnTheScreenOrdersALunch() throws Exception {
        var example = Pattern.compile("^TOKEN=.*?^curl .*?}'$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(system.screen());
        assertThat(example.find()).as(system.screen()).isTrue();
        var script = Files.writeString(Files.createTempFile(system.home(), "paste-", ".sh"), example.group());
        var shell = new ProcessBuilder("bash", script.toString())
                .redirectErrorStream(true)
                .start();
        var answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).contains("\"status\":\"PLACED\"", "\"currency\":\"EUR\"");
    }

    @Test
    void aTokenIsPrintedForAnyRole() throws Exception {
        var agent = system.command("token", Map.of("ROLE", "agent", "SUBJECT", "agent-07"));
        assertThat(agent.how()).isEqualTo("ended with code 0");
        var waiting = system.api().ask(agent.printed().strip(), "{ waitingForMe { id } }", Map.of());
        assertThat(waiting.path("waitingForMe").isArray()).isTrue();

        var wrong = system.command("token", Map.of("ROLE", "king"));
        assertThat(wrong.how()).isEqualTo("ended with code 1");
        assertThat(wrong.printed()).startsWith("tiffin: There is no role king").hasLineCount(1);
    }

    @Test
    void theDemoShowsOrdersArrive() throws Exception {
        var demo = system.command("demo", Map.of());
        assertThat(demo.printed()).contains("was ordered", "is paid", "has arrived", "5 of 5 orders arrived,");
        assertThat(demo.how()).isEqualTo("ended with code 0");
    }

    /** Cards are declined and minds are changed; still every order comes to an end that its customer can see. */
    @Test
    void theDemoCanBeInAMood() throws Exception {
        var demo = system.command("demo", Map.of("TIFFIN_MOOD", "stormy"));
        assertThat(demo.printed()).contains("was ordered", "of 5 orders arrived", "every version was seen once");
        assertThat(demo.how()).isEqualTo("ended with code 0");
    }

    @Test
    void theDemoBreaksAServiceAndShowsOrdersComeHome() throws Exception {
        var demo = system.command("demo", Map.of("BREAK", "payment"));
        assertThat(demo.printed())
                .contains("payment-fn is stopped.", "5 of 5 orders wait for it", "5 of 5 orders arrived");
        assertThat(demo.how()).isEqualTo("ended with code 0");

        var wrong = system.command("demo", Map.of("BREAK", "the-bank"));
        assertThat(wrong.how()).isEqualTo("ended with code 1");
        assertThat(wrong.printed())
                .startsWith("tiffin: BREAK=the-bank names no service")
                .hasLineCount(1);
    }

    @Test
    void anAgentOfTheCityCanBeWatchedByTheOperatorOnly() throws Exception {
        var customer = new Customer(system, "curious");
        customer.place(Customer.lunch(UUID.randomUUID()));
        var token = system.tokens().of("customer", customer.name());
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> system.api().ask(token, "{ agents { id } }", Map.of())))
                .isInstanceOf(GraphQl.Refused.class);
    }
}
