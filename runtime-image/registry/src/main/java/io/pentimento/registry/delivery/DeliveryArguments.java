// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.delivery;

import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryAccess;
import io.pentimento.registry.evidence.PublicKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command line of the init container: {@code ADDRESS FOLDER [--keys FOLDER] [--secret FOLDER]
 * [--any-gate] [--evidence-only]}.
 *
 * @param keys folder of public keys in PEM files; null if no signature is required
 * @param secret folder of the registry's secret; null for anonymous access
 * @param evidenceOnly whether the pod has the model from elsewhere, by the same digest
 */
record DeliveryArguments(
    OciReference model,
    Path folder,
    @Nullable Path keys,
    @Nullable Path secret,
    boolean anyGate,
    boolean evidenceOnly) {
  private static final String USAGE =
      "usage: ADDRESS FOLDER [--keys FOLDER] [--secret FOLDER] [--any-gate] [--evidence-only]";

  static DeliveryArguments parse(String... arguments) {
    List<String> positional = new ArrayList<>();
    @Nullable Path keys = null;
    @Nullable Path secret = null;
    boolean anyGate = false;
    boolean evidenceOnly = false;
    for (Iterator<String> words = List.of(arguments).iterator(); words.hasNext(); ) {
      String word = words.next();
      switch (word) {
        case "--keys" -> keys = Path.of(value(words, word));
        case "--secret" -> secret = Path.of(value(words, word));
        case "--any-gate" -> anyGate = true;
        case "--evidence-only" -> evidenceOnly = true;
        default -> positional.add(word);
      }
    }
    if (positional.size() != 2) {
      throw new IllegalArgumentException(USAGE);
    }
    OciReference model = OciReference.parse(positional.get(0));
    model.requireDigest();
    return new DeliveryArguments(
        model, Path.of(positional.get(1)), keys, secret, anyGate, evidenceOnly);
  }

  private static String value(Iterator<String> words, String option) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value; " + USAGE);
    }
    return words.next();
  }

  RegistryAccess access() throws IOException {
    return secret == null
        ? RegistryAccess.ofThisUser(model)
        : RegistryAccess.ofSecret(contents(secret), model);
  }

  PublicKeys publicKeys() throws IOException {
    if (keys == null) {
      return PublicKeys.NONE;
    }
    PublicKeys all = PublicKeys.NONE;
    for (Map.Entry<String, String> file : contents(keys).entrySet()) {
      all = all.and(PublicKeys.parse(file.getValue(), file.getKey()));
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("%s contains no public key".formatted(keys));
    }
    return all;
  }

  /** A mounted ConfigMap or Secret: one file for each key. */
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file).strip());
      }
    }
    return contents;
  }
}
