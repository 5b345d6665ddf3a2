package dev.tiffin.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentIssuerTest {

    @TempDir
    private Path folder;

    @Test
    void saysWhoInWhichRoleForWhom() throws GeneralSecurityException {
        var issuer = DevelopmentIssuer.temporary();
        var token = issuer.token("u-1", "customer", Duration.ofMinutes(5));
        assertThat(claims(token))
                .contains(
                        "\"iss\":\"" + DevelopmentIssuer.ISSUER + "\"", "\"sub\":\"u-1\"", "\"groups\":[\"customer\"]")
                .contains(DevelopmentIssuer.AUDIENCE)
                .contains("\"exp\":");
        assertThat(verifies(issuer.publicKey(), token)).isTrue();
        assertThat(verifies(DevelopmentIssuer.temporary().publicKey(), token)).isFalse();
    }

    @Test
    void keepsItsKeysForTheNextRunAndFromOtherUsers() throws IOException {
        var kept = folder.resolve("issuer");
        var first = DevelopmentIssuer.keptIn(kept);
        assertThat(DevelopmentIssuer.keptIn(kept).publicKey()).isEqualTo(first.publicKey());
        assertThat(Files.getPosixFilePermissions(kept))
                .doesNotContain(PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
    }

    @Test
    void saysWhatToDoAboutDamagedKeys() throws IOException {
        var kept = folder.resolve("issuer");
        DevelopmentIssuer.keptIn(kept);
        Files.writeString(kept.resolve("public-key.x509"), "rubbish");
        assertThatThrownBy(() -> DevelopmentIssuer.keptIn(kept)).hasMessageContaining("delete the folder");
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    private static boolean verifies(String publicKey, String token) throws GeneralSecurityException {
        var parts = token.split("\\.");
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }
}
