// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

/**
 * A model to serve.
 *
 * @param digest of its weights, or of its image
 * @param location where it is, in the form of its {@link ModelProvision}
 */
public record ModelToServe(String digest, String location) {}
