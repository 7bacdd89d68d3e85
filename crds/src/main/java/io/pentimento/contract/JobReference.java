// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import org.jspecify.annotations.Nullable;

/**
 * The job of a stage; for logs and reports only.
 *
 * @param namespace null in a local run
 * @param uid null in a local run
 */
public record JobReference(@Nullable String namespace, String name, @Nullable String uid) {}
