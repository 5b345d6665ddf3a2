package dev.tiffin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.contract.Role;
import dev.tiffin.issuer.DevelopmentIssuer;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuersTest {

    private static final DevelopmentIssuer PEOPLE = DevelopmentIssuer.temporary();

    private final Vertx vertx = Vertx.vertx();
    private final StubApiServer api;

    @TempDir
    private Path account;

    IssuersTest() throws Exception {
        this.api = new StubApiServer();
    }

    private record Settings(boolean serviceAccounts, URI apiServer, Path account) implements ClusterConfig {}

    @BeforeEach
    void mount() throws IOException {
        Files.writeString(account.resolve("token"), StubApiServer.READER);
        Files.writeString(account.resolve("namespace"), "tiffin");
    }

    @AfterEach
    void stop() {
        api.close();
        vertx.close();
    }

    private Cluster cluster(boolean trusted) {
        var cluster = new Cluster(vertx, new Settings(trusted, api.url(), account));
        cluster.start(new StartupEvent());
        return cluster;
    }

    private Issuers issuers() throws InterruptedException {
        var cluster = cluster(true);
        assertThat(api.awaitQuestion()).isEqualTo(200);
        awaitKey(cluster, "first");
        return new Issuers(cluster);
    }

    private static void awaitKey(Cluster cluster, String id) {
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (cluster.keys().map(keys -> keys.of(id)).isEmpty()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static JWTAuthContextInfo people() {
        var info = new JWTAuthContextInfo();
        info.setPublicKeyContent(PEOPLE.publicKey());
        info.setIssuedBy(DevelopmentIssuer.ISSUER);
        info.setExpectedAudience(Set.of(DevelopmentIssuer.AUDIENCE));
        info.setRequireNamedPrincipal(false);
        return info;
    }

    @Test
    void aServiceAccountIsThePartOfItsName() throws Exception {
        var principal = issuers().parse(api.token("tiffin:payment-fn"), people());
        assertThat(principal.getSubject()).isEqualTo("payment-fn");
        assertThat(principal.getGroups()).containsExactly(Role.PAYMENT_FN);
        assertThat(principal.getExpirationTime()).isPositive();
    }

    @Test
    void accountsOfOtherNamespacesAndNamesAreNoParts() throws Exception {
        var issuers = issuers();
        for (var account : new String[] {"other:payment-fn", "tiffin:operator", "tiffin:default", "tiffin"}) {
            assertThatThrownBy(() -> issuers.parse(api.token(account), people()))
                    .isInstanceOf(ParseException.class)
                    .hasMessageContaining(account);
        }
    }

    @Test
    void whatTheClusterSignedForAnotherPurposeIsRefused() throws Exception {
        var issuers = issuers();
        var forTheApi = api.token("tiffin:payment-fn", StubApiServer.ISSUER, "https://kubernetes.default.svc");
        assertThatThrownBy(() -> issuers.parse(forTheApi, people())).isInstanceOf(ParseException.class);
        var inAnothersName = api.token("tiffin:payment-fn", DevelopmentIssuer.ISSUER, "tiffin");
        assertThatThrownBy(() -> issuers.parse(inAnothersName, people())).isInstanceOf(ParseException.class);
    }

    @Test
    void aForgedKeyIdDoesNotHelp() throws Exception {
        var issuers = issuers();
        try (var other = new StubApiServer()) {
            assertThatThrownBy(() -> issuers.parse(other.token("tiffin:payment-fn"), people()))
                    .isInstanceOf(ParseException.class);
        }
    }

    @Test
    void peopleKeepTheirIssuerButAreNoPartsOfTheSystem() throws Exception {
        var issuers = issuers();
        var alice = issuers.parse(PEOPLE.token("alice", Role.CUSTOMER, Duration.ofMinutes(1)), people());
        assertThat(alice.getSubject()).isEqualTo("alice");
        assertThat(alice.getGroups()).containsExactly(Role.CUSTOMER);
        var impostor = issuers.parse(PEOPLE.token("x", Role.PAYMENT_FN, Duration.ofMinutes(1)), people());
        assertThat(impostor.getGroups()).isEmpty();
    }

    @Test
    void onOneMachineTheConfiguredIssuerMakesParts() throws Exception {
        var issuers = new Issuers(cluster(false));
        var payment = issuers.parse(PEOPLE.token("payment-fn", Role.PAYMENT_FN, Duration.ofMinutes(1)), people());
        assertThat(payment.getGroups()).containsExactly(Role.PAYMENT_FN);
        assertThatThrownBy(() -> issuers.parse(api.token("tiffin:payment-fn"), people()))
                .isInstanceOf(ParseException.class);
    }

    @Test
    void aFunctionNeedsNoIssuerOfPeople() throws Exception {
        var issuers = issuers();
        var nobody = new JWTAuthContextInfo();
        nobody.setExpectedAudience(Set.of("tiffin"));
        nobody.setRequireNamedPrincipal(false);
        assertThat(issuers.parse(api.token("tiffin:event-bridge"), nobody).getGroups())
                .containsExactly(Role.EVENT_BRIDGE);
        assertThatThrownBy(() -> issuers.parse(PEOPLE.token("x", Role.EVENT_BRIDGE, Duration.ofMinutes(1)), nobody))
                .isInstanceOf(ParseException.class);
    }

    @Test
    void aNewKeyOfTheClusterIsFetchedWhenItIsFirstSeen() throws Exception {
        var cluster = cluster(true);
        assertThat(api.awaitQuestion()).isEqualTo(200);
        awaitKey(cluster, "first");
        api.rotateKey();
        var issuers = new Issuers(cluster);
        var token = api.token("tiffin:payment-fn");
        assertThatThrownBy(() -> issuers.parse(token, people())).isInstanceOf(ParseException.class);
        awaitKey(cluster, "second");
        assertThat(issuers.parse(token, people()).getSubject()).isEqualTo("payment-fn");
    }

    @Test
    void notReadyBeforeTheKeysAreKnown() throws Exception {
        Files.writeString(account.resolve("token"), "not yet valid");
        var cluster = cluster(true);
        assertThat(api.awaitQuestion()).isEqualTo(401);
        assertThat(new ClusterReady().keys(cluster).call().getStatus().name()).isEqualTo("DOWN");
        assertThat(new ClusterReady().keys(cluster(false)).call().getStatus().name())
                .isEqualTo("UP");
    }
}
