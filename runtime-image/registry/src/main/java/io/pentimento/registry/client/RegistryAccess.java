// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import land.oras.auth.AuthProvider;
import land.oras.auth.AuthStoreAuthenticationProvider;
import land.oras.auth.BearerTokenProvider;
import land.oras.auth.NoAuthProvider;
import land.oras.auth.UsernamePasswordProvider;
import org.jspecify.annotations.Nullable;

/**
 * Access to a registry.
 *
 * @param authentication of the requests
 * @param plainHttp whether to use HTTP without TLS
 * @param certificates PEM text of the trusted authorities; null for those of the Java runtime
 */
public record RegistryAccess(
    AuthProvider authentication, boolean plainHttp, @Nullable String certificates) {
  private static final String DOCKER_CONFIG = ".dockerconfigjson";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  public RegistryAccess {
    requireNonNull(authentication, "authentication");
  }

  /** With the credentials that {@code docker login} or a similar tool stored for this user. */
  public static RegistryAccess ofThisUser(OciReference reference) {
    return new RegistryAccess(
        new AuthStoreAuthenticationProvider(), isLoopback(reference.registry()), null);
  }

  /**
   * With a secret: {@code .dockerconfigjson}, or {@code username} and {@code password}, or {@code
   * token}; optionally {@code ca.crt}, and {@code plainHttp: "true"} for a registry without TLS.
   * With only one of the last two, access is anonymous.
   *
   * @throws IllegalArgumentException if the secret has none of these, or nothing for this registry
   */
  public static RegistryAccess ofSecret(Map<String, String> secret, OciReference reference) {
    boolean plain =
        isLoopback(reference.registry()) || Boolean.parseBoolean(secret.get("plainHttp"));
    return new RegistryAccess(authentication(secret, reference), plain, secret.get("ca.crt"));
  }

  private static AuthProvider authentication(Map<String, String> secret, OciReference reference) {
    if (secret.containsKey(DOCKER_CONFIG)) {
      return ofDockerConfig(secret.get(DOCKER_CONFIG), reference);
    }
    if (secret.containsKey("username")) {
      return new UsernamePasswordProvider(
          secret.get("username"), secret.getOrDefault("password", ""));
    }
    if (secret.containsKey("token")) {
      return new BearerTokenProvider(secret.get("token"));
    }
    if (secret.containsKey("ca.crt") || secret.containsKey("plainHttp")) {
      return new NoAuthProvider();
    }
    throw new IllegalArgumentException(
        "the secret for %s has none of %s, username, token, ca.crt and plainHttp"
            .formatted(reference, DOCKER_CONFIG));
  }

  /**
   * The entry of the registry, with or without a path, as {@code kubectl create secret} makes it.
   */
  private static AuthProvider ofDockerConfig(String json, OciReference reference) {
    JsonNode auths = parsed(json, reference).path("auths");
    return Optional.of(auths.path(reference.registry() + "/" + reference.repository()))
        .filter(JsonNode::isObject)
        .or(() -> Optional.of(auths.path(reference.registry())).filter(JsonNode::isObject))
        .or(
            () ->
                Optional.of(auths.path("https://" + reference.registry()))
                    .filter(JsonNode::isObject))
        .map(entry -> ofEntry(entry, reference))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s of the secret has no entry for %s"
                        .formatted(DOCKER_CONFIG, reference.registry())));
  }

  private static JsonNode parsed(String json, OciReference reference) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s of the secret for %s is not JSON".formatted(DOCKER_CONFIG, reference), e);
    }
  }

  private static AuthProvider ofEntry(JsonNode entry, OciReference reference) {
    if (entry.hasNonNull("username")) {
      return new UsernamePasswordProvider(
          entry.get("username").asText(), entry.path("password").asText());
    }
    String pair = decoded(entry.path("auth").asText(), reference);
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "%s of the secret has no user for %s".formatted(DOCKER_CONFIG, reference.registry()));
    }
    return new UsernamePasswordProvider(pair.substring(0, colon), pair.substring(colon + 1));
  }

  private static String decoded(String base64, OciReference reference) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s of the secret for %s is not Base64".formatted(DOCKER_CONFIG, reference), e);
    }
  }

  private static boolean isLoopback(String registry) {
    return LOOPBACK.contains(registry.replaceFirst(":[0-9]+$", ""));
  }

  /** Hides the values, because secrets must not appear in logs. */
  @Override
  public String toString() {
    return "RegistryAccess[plainHttp=%s]".formatted(plainHttp);
  }
}
