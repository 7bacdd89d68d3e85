// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the path behind a source's URI on the machine that runs the stage.
 *
 * @param baseDirectory what relative URIs start from: the manifest's folder in a local run
 * @param claims where persistent volume claims are mounted, by name
 */
public record SourceLocator(Path baseDirectory, Map<String, Path> claims) {
  private static final String CLAIM_SCHEME = "pvc://";

  public SourceLocator {
    requireNonNull(baseDirectory, "baseDirectory");
    claims = Map.copyOf(claims);
  }

  /**
   * The path, or nothing if the bytes must be fetched (s3, http, https).
   *
   * @throws IllegalArgumentException if the URI is not a path of this machine, or the claim is not
   *     mounted, or the path leaves it
   */
  public Optional<Path> path(String uri) {
    if (uri.startsWith(CLAIM_SCHEME)) {
      return Optional.of(inClaim(uri));
    }
    if (uri.startsWith("file:")) {
      return Optional.of(local(uri));
    }
    return uri.contains("://") ? Optional.empty() : Optional.of(baseDirectory.resolve(uri));
  }

  private static Path local(String uri) {
    try {
      return Path.of(URI.create(uri));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is not a path of this machine: %s; write special characters as in a URL, such as %%20 for a space"
              .formatted(uri, e.getMessage()),
          e);
    }
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
              + ", which is not mounted; pass --claim "
              + claim
              + "=FOLDER");
    }
    Path path = mount.resolve(slash < 0 ? "" : rest.substring(slash + 1)).normalize();
    if (!path.startsWith(mount.normalize())) {
      throw new IllegalArgumentException(uri + " is outside of the claim " + claim);
    }
    return path;
  }
}
