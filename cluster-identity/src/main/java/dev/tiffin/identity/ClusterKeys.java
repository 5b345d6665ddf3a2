package dev.tiffin.identity;

import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * What tokens of service accounts are checked with.
 *
 * @param issuer their {@code iss} claim
 * @param byId public keys by their {@code kid}
 */
record ClusterKeys(String issuer, Map<String, PublicKey> byId) {

    ClusterKeys {
        byId = Map.copyOf(byId);
    }

    /**
     * Reads what an API server publishes.
     *
     * @param discovery its OpenID Connect discovery document
     * @param keySet its JSON Web Key Set
     * @throws JoseException if either is not what it should be
     */
    static ClusterKeys of(String discovery, String keySet) throws JoseException {
        if (!(JsonUtil.parseJson(discovery).get("issuer") instanceof String issuer)) {
            throw new JoseException("The discovery document names no issuer");
        }
        var byId = new HashMap<String, PublicKey>();
        for (var key : new JsonWebKeySet(keySet).getJsonWebKeys()) {
            if (key instanceof PublicJsonWebKey pair && key.getKeyId() != null) {
                byId.put(key.getKeyId(), pair.getPublicKey());
            }
        }
        if (byId.isEmpty()) {
            throw new JoseException("There is no key in the key set");
        }
        return new ClusterKeys(issuer, byId);
    }

    @Nullable
    PublicKey of(String id) {
        return byId.get(id);
    }
}
