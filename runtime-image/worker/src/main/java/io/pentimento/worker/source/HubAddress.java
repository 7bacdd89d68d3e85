// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import static java.util.Objects.requireNonNull;

import io.pentimento.worker.source.SourceException.Kind;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of a model repository on the Hugging Face hub: {@code hf://ORG/NAME[@REVISION]/FILE}.
 *
 * @param repository {@code ORG/NAME}
 * @param revision a commit, tag or branch
 * @param file path within the repository
 */
record HubAddress(String repository, String revision, String file) {
  static final String SCHEME = "hf://";
  private static final Pattern FORM =
      Pattern.compile("hf://([A-Za-z0-9._-]+/[A-Za-z0-9._-]+)(?:@([A-Za-z0-9._-]+))?/([^?#]+)");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  HubAddress {
    requireNonNull(repository, "repository");
    requireNonNull(revision, "revision");
    requireNonNull(file, "file");
  }

  static HubAddress parse(String uri) throws SourceException {
    Matcher matcher = FORM.matcher(uri);
    if (!matcher.matches()) {
      throw new SourceException(Kind.MISSING, "the form is hf://ORG/NAME[@REVISION]/FILE");
    }
    String revision = matcher.group(2) == null ? "main" : matcher.group(2);
    return new HubAddress(matcher.group(1), revision, matcher.group(3));
  }

  /** Whether the content can never change. */
  boolean isCommit() {
    return COMMIT.matcher(revision).matches();
  }

  /** The URL of the file on the hub. */
  URI at(String endpoint) {
    String path = "/%s/resolve/%s/%s".formatted(repository, revision, file);
    return URI.create(endpoint.replaceFirst("/+$", "")).resolve(encoded(path));
  }

  private static URI encoded(String path) {
    try {
      return new URI(null, null, path, null);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalArgumentException("not a path: " + path, e);
    }
  }
}
