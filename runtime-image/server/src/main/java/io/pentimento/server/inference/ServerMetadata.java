// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import java.util.List;

/** The server's metadata in the JSON form of the protocol. */
public record ServerMetadata(String name, String version, List<String> extensions) {}
