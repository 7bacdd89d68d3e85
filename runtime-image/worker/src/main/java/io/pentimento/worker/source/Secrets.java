// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import io.pentimento.api.v1alpha1.source.SecretReference;
import io.pentimento.api.v1alpha1.source.Source;
import io.pentimento.worker.input.InputFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The secrets that sources name.
 *
 * @param folders of secrets, by name; one file per key
 * @param prefixes of the environment variables that hold a secret's keys, by name
 * @param environment of the process
 */
public record Secrets(
    Map<String, Path> folders, Map<String, String> prefixes, Map<String, String> environment) {
  public static final Secrets NONE = new Secrets(Map.of(), Map.of(), Map.of());

  public Secrets {
    folders = Map.copyOf(folders);
    prefixes = Map.copyOf(prefixes);
    environment = Map.copyOf(environment);
  }

  /**
   * The secret that a source names.
   *
   * @throws IllegalArgumentException if it is not available
   */
  public Credentials of(Source source) throws IOException {
    return source.secretRef() == null ? Credentials.NONE : of(source.uri(), source.secretRef());
  }

  /**
   * A secret.
   *
   * @param user what needs it, for the error message
   * @throws IllegalArgumentException if it is not available
   */
  public Credentials of(String user, SecretReference secret) throws IOException {
    String name = secret.name();
    if (folders.containsKey(name)) {
      return Credentials.read(InputFolder.require("--secret " + name, folders.get(name)));
    }
    if (prefixes.containsKey(name)) {
      return variables(prefixes.get(name));
    }
    throw new IllegalArgumentException(
        ("%s needs the secret %s, which is not available; set --secret %s=FOLDER, a folder with one"
                + " file per key")
            .formatted(user, name, name));
  }

  private Credentials variables(String prefix) {
    Map<String, String> values = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            values.put(name.substring(prefix.length()), value);
          }
        });
    return new Credentials(values);
  }
}
