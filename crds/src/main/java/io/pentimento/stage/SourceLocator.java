package io.pentimento.stage;

import static java.util.Objects.requireNonNull;

import io.pentimento.api.v1alpha1.Source;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the path behind a source's URI on the machine that runs the stage.
 *
 * @param baseDirectory what relative URIs start from: the manifest's folder in a local run
 * @param claims where persistent volume claims are mounted, by name
 * @param secrets where secrets are mounted, by name: a folder with a file for each key
 */
public record SourceLocator(
    Path baseDirectory, Map<String, Path> claims, Map<String, Path> secrets) {
  private static final String CLAIM_SCHEME = "pvc://";

  public SourceLocator {
    requireNonNull(baseDirectory, "baseDirectory");
    claims = Map.copyOf(claims);
    secrets = Map.copyOf(secrets);
  }

  public SourceLocator(Path baseDirectory, Map<String, Path> claims) {
    this(baseDirectory, claims, Map.of());
  }

  /**
   * The folder of the secret that a source names, if it names one.
   *
   * @throws IllegalArgumentException if that secret is not mounted
   */
  public Optional<Path> secret(Source source) {
    if (source.secretRef() == null) {
      return Optional.empty();
    }
    String name = source.secretRef().name();
    Path mount = secrets.get(name);
    if (mount == null) {
      throw new IllegalArgumentException(
          "%s needs the secret %s, which is not mounted; say --secret %s=FOLDER"
              .formatted(source.uri(), name, name));
    }
    return Optional.of(mount);
  }

  /**
   * The path, or nothing if the bytes must be fetched (s3, http, https).
   *
   * @throws IllegalArgumentException if the claim is not mounted or the path leaves it
   */
  public Optional<Path> path(String uri) {
    if (uri.startsWith(CLAIM_SCHEME)) {
      return Optional.of(inClaim(uri));
    }
    if (uri.startsWith("file:")) {
      return Optional.of(Path.of(URI.create(uri)));
    }
    return uri.contains("://") ? Optional.empty() : Optional.of(baseDirectory.resolve(uri));
  }

  private Path inClaim(String uri) {
    String rest = uri.substring(CLAIM_SCHEME.length());
    int slash = rest.indexOf('/');
    String claim = slash < 0 ? rest : rest.substring(0, slash);
    Path mount = claims.get(claim);
    if (mount == null) {
      throw new IllegalArgumentException(
          uri
              + " needs the claim "
              + claim
              + ", which is not mounted; say --claim "
              + claim
              + "=FOLDER");
    }
    Path path = mount.resolve(slash < 0 ? "" : rest.substring(slash + 1)).normalize();
    if (!path.startsWith(mount.normalize())) {
      throw new IllegalArgumentException(uri + " leads out of the claim " + claim);
    }
    return path;
  }
}
