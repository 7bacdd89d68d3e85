// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.evidence;

import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Blocks of a PEM text. */
record Pem(String label, byte[] content) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s([^-]*)-----END \\1-----");

  static List<Pem> blocks(String text, String origin) {
    Matcher matcher = BLOCK.matcher(text);
    return matcher
        .results()
        .map(block -> new Pem(block.group(1), decoded(block.group(2), origin)))
        .toList();
  }

  private static byte[] decoded(String base64, String origin) {
    try {
      return Base64.getMimeDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(origin + " has a block that is not Base64", e);
    }
  }
}
