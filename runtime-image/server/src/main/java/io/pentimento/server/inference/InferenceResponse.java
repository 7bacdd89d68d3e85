// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

/** The answer to an {@link InferenceRequest}. */
public record InferenceResponse(String model, String version, String id, OutputTensor output) {}
