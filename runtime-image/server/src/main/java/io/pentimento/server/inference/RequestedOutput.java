// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

/** An output in a request. */
public record RequestedOutput(String name, Parameters parameters) {}
