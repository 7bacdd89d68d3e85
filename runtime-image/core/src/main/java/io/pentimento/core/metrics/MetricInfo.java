package io.pentimento.core.metrics;

/**
 * What a metric's values mean.
 *
 * @param name tells apart variants too, such as {@code psnr} and {@code psnr-colour-matched}
 * @param direction which values are better
 * @param version raised whenever the same images would give other values
 */
public record MetricInfo(String name, Direction direction, int version) {}
