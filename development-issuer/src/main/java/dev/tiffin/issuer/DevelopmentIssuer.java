package dev.tiffin.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * Signs tokens (RS256) with a key pair of its own. The services trust it by {@code mp.jwt.verify.publickey} (the value
 * of {@link #publicKey()}), {@code mp.jwt.verify.issuer} ({@link #ISSUER}) and {@code mp.jwt.verify.audiences}
 * ({@link #AUDIENCE}).
 */
public final class DevelopmentIssuer {

    /** The {@code iss} claim: marked, so that nobody takes one of these tokens for a real one. */
    public static final String ISSUER = "https://development.tiffin.invalid";

    /** The {@code aud} claim. */
    public static final String AUDIENCE = "tiffin";

    private final KeyPair keys;

    private DevelopmentIssuer(KeyPair keys) {
        this.keys = keys;
    }

    /** An issuer whose keys live as long as it does. */
    public static DevelopmentIssuer temporary() {
        return new DevelopmentIssuer(newKeys());
    }

    /**
     * The issuer whose keys are kept in a folder, made there if they are missing; readable by the owner only.
     *
     * @throws IOException if the folder cannot be written, or holds keys that are none
     */
    public static DevelopmentIssuer keptIn(Path folder) throws IOException {
        var privateFile = folder.resolve("private-key.pkcs8");
        var publicFile = folder.resolve("public-key.x509");
        if (!Files.exists(publicFile)) {
            var fresh = newKeys();
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.write(privateFile, fresh.getPrivate().getEncoded());
            Files.write(publicFile, fresh.getPublic().getEncoded());
            return new DevelopmentIssuer(fresh);
        }
        try {
            var factory = KeyFactory.getInstance("RSA");
            return new DevelopmentIssuer(new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(Files.readAllBytes(publicFile))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(privateFile)))));
        } catch (GeneralSecurityException e) {
            throw new IOException("The keys in " + folder + " are damaged; delete the folder to have new ones", e);
        }
    }

    /** The key that the services verify with: X.509, Base64, one line. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /**
     * A signed token.
     *
     * @param subject who: a customer, restaurant or agent id, or the name of a service
     * @param role the one role it gives, a {@code groups} value that the services know
     * @param validFor from now
     */
    public String token(String subject, String role, Duration validFor) {
        var claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        claims.setStringListClaim("groups", role);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(validFor.toSeconds() / 60F);
        claims.setGeneratedJwtId();
        var signed = new JsonWebSignature();
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signed.setHeader("typ", "JWT");
        signed.setPayload(claims.toJson());
        signed.setKey(keys.getPrivate());
        try {
            return signed.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("An RSA key signs any text", e);
        }
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has RSA", e);
        }
    }
}
