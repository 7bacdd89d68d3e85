// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

/**
 * The meaning of a metric's values.
 *
 * @param name distinguishes variants, such as {@code psnr} and {@code psnr-colour-matched}
 * @param direction whether higher or lower values are better
 * @param version incremented whenever the same images would give other values
 */
public record MetricInfo(String name, Direction direction, int version) {}
