// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.options;

import io.pentimento.core.degradation.CameraNoise;
import io.pentimento.core.degradation.ImageDegradation;
import io.pentimento.core.degradation.Range;
import io.pentimento.core.degradation.SensorNoise;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that change a camera preset. */
public final class CameraOptions {
  @Option(
      names = "--downscale",
      description = "Camera presets: factor by which the sensor resolution is lower, at least 1.")
  private @Nullable Double downscale;

  @Option(
      names = "--iso",
      description =
          "Camera presets: sensitivity, from 50 to 12800, in place of that of the preset.")
  private @Nullable Integer iso;

  @Option(
      names = "--jpeg-quality",
      paramLabel = "FROM-TO",
      converter = Qualities.class,
      description =
          "Camera presets: JPEG quality of every image, drawn from a range such as 60-95.")
  private @Nullable Range jpegQuality;

  @Option(
      names = "--colour-cast",
      description =
          "Camera presets: maximum relative change of the red and blue channels, from 0 to 1.")
  private @Nullable Double colourCast;

  /**
   * The preset with these options applied.
   *
   * @throws IllegalArgumentException if an option is set and the preset is not a camera
   */
  public ImageDegradation applied(String preset, ImageDegradation degradation) {
    if (downscale == null && iso == null && jpegQuality == null && colourCast == null) {
      return degradation;
    }
    return changed(degradation.camera().orElseThrow(() -> unknownCamera(preset)));
  }

  private static IllegalArgumentException unknownCamera(String preset) {
    return new IllegalArgumentException(
        "--downscale, --iso, --jpeg-quality and --colour-cast apply to camera presets; %s is not one"
            .formatted(preset));
  }

  private CameraNoise changed(CameraNoise preset) {
    CameraNoise camera = preset;
    if (downscale != null) {
      camera = camera.withDownscale(downscale);
    }
    if (iso != null) {
      camera = camera.withNoise(SensorNoise.atIso(iso));
    }
    if (jpegQuality != null) {
      camera = camera.withJpeg(1, jpegQuality);
    }
    return colourCast == null ? camera : camera.withColourCast(colourCast);
  }

  /** Parses a range such as {@code 60-95}, or a single value such as {@code 80}. */
  static final class Qualities implements ITypeConverter<Range> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3})(?:-(\\d{1,3}))?");

    @Override
    public Range convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException(
            "'%s' is not a range of JPEG qualities such as 60-95".formatted(text));
      }
      int from = Integer.parseInt(form.group(1));
      int to = form.group(2) == null ? from : Integer.parseInt(form.group(2));
      try {
        return Range.of(from, to);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
