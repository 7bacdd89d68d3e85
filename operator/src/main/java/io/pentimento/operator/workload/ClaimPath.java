// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

/**
 * A file in a claim: {@code pvc://CLAIM/PATH}.
 *
 * @param path relative to the root of the volume
 */
record ClaimPath(String claim, String path) {
  static final String SCHEME = "pvc://";

  static ClaimPath parse(String uri) {
    String address = uri.substring(SCHEME.length());
    int slash = address.indexOf('/');
    return new ClaimPath(address.substring(0, slash), address.substring(slash + 1));
  }

  /** The folder of the file. */
  String folder() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
