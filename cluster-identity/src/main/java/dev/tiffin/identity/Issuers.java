package dev.tiffin.identity;

import dev.tiffin.contract.Role;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;

/**
 * Takes the place of SmallRye's own reader of tokens: the cluster's issuer beside the configured one. Which of the two
 * checks a token is decided by the key that it names; a token that lies about that does not verify.
 */
@Alternative
@Priority(1)
@Singleton
class Issuers extends JWTCallerPrincipalFactory {

    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
    private static final String GROUPS = "groups";

    /** Service accounts' tokens are signed with an RSA or an elliptic key, as the cluster's owner likes. */
    private static final Set<SignatureAlgorithm> ALGORITHMS =
            Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);

    private final Cluster cluster;

    // Each keeps the keys it has found.
    private final DefaultJWTTokenParser ofPeople = new DefaultJWTTokenParser();
    private final DefaultJWTTokenParser ofAccounts = new DefaultJWTTokenParser();

    @Inject
    Issuers(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo configured) throws ParseException {
        if (!cluster.trusted()) {
            return principal(ofPeople.parse(token, configured));
        }
        var keys = cluster.keys();
        var key = keys.map(known -> keyId(token).map(known::of).orElse(null));
        return key.isPresent()
                ? serviceAccount(token, configured, keys.orElseThrow().issuer(), key.get())
                : person(token, configured);
    }

    private JWTCallerPrincipal serviceAccount(String token, JWTAuthContextInfo configured, String issuer, PublicKey key)
            throws ParseException {
        var byCluster = new JWTAuthContextInfo(configured);
        byCluster.setIssuedBy(issuer);
        byCluster.setPublicVerificationKey(key);
        byCluster.setSignatureAlgorithm(ALGORITHMS);
        var verified = ofAccounts.parse(token, byCluster);
        var name = accountIn(verified.getJwtClaims());
        verified.getJwtClaims().setSubject(name);
        verified.getJwtClaims().setStringListClaim(GROUPS, name);
        return principal(verified);
    }

    private String accountIn(JwtClaims claims) throws ParseException {
        var subject = String.valueOf(claims.getClaimValueAsString("sub"));
        var own = SERVICE_ACCOUNT + cluster.namespace() + ":";
        if (subject.startsWith(own) && Role.SERVICES.contains(subject.substring(own.length()))) {
            return subject.substring(own.length());
        }
        throw new ParseException("The service account " + subject + " is no part of this system");
    }

    /** A person's issuer cannot make parts of the system, whatever groups it knows. */
    private JWTCallerPrincipal person(String token, JWTAuthContextInfo configured) throws ParseException {
        JwtContext verified;
        try {
            verified = ofPeople.parse(token, configured);
        } catch (ParseException e) {
            cluster.askSoon();
            throw e;
        }
        var claims = verified.getJwtClaims();
        if (claims.hasClaim(GROUPS)) {
            claims.setStringListClaim(GROUPS, peoplesOnly(groups(claims)));
        }
        return principal(verified);
    }

    private static List<String> groups(JwtClaims claims) throws ParseException {
        try {
            return claims.getStringListClaimValue(GROUPS);
        } catch (MalformedClaimException e) {
            throw new ParseException("The claim groups is no list", e);
        }
    }

    private static List<String> peoplesOnly(List<String> groups) {
        return groups.stream().filter(group -> !Role.SERVICES.contains(group)).toList();
    }

    private static Optional<String> keyId(String token) {
        try {
            return Optional.ofNullable(
                    JsonWebStructure.fromCompactSerialization(token).getKeyIdHeaderValue());
        } catch (JoseException e) {
            return Optional.empty(); // no token at all: whoever checks it says what is wrong
        }
    }

    private static JWTCallerPrincipal principal(JwtContext verified) {
        var type = verified.getJoseObjects().getFirst().getHeader("typ");
        return new DefaultJWTCallerPrincipal(type, verified.getJwtClaims());
    }
}
