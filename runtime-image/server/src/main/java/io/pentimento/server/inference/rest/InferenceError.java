// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

/** The body of an error response in the form of the protocol. */
public record InferenceError(String error) {}
