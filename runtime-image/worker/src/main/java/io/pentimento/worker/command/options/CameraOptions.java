package io.pentimento.worker.command.options;

import io.pentimento.core.degradation.CameraNoise;
import io.pentimento.core.degradation.ImageDegradation;
import io.pentimento.core.degradation.Range;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What to change about a camera preset. */
public final class CameraOptions {
  @Option(
      names = "--downscale",
      description = "Camera presets: factor by which the sensor is smaller, at least 1.")
  private Double downscale;

  @Option(
      names = "--jpeg-quality",
      paramLabel = "FROM-TO",
      converter = Qualities.class,
      description = "Camera presets: compress every image, with a quality drawn from 60-95 or so.")
  private Range jpegQuality;

  @Option(
      names = "--colour-cast",
      description =
          "Camera presets: largest relative change of the red and the blue channel, from 0 to 1.")
  private Double colourCast;

  /**
   * The preset with what was asked for.
   *
   * @throws IllegalArgumentException if anything was asked of a preset that is no camera
   */
  public ImageDegradation applied(String preset, ImageDegradation degradation) {
    if (downscale == null && jpegQuality == null && colourCast == null) {
      return degradation;
    }
    if (!(degradation instanceof CameraNoise camera)) {
      throw new IllegalArgumentException(
          "--downscale, --jpeg-quality and --colour-cast change camera presets; %s is none"
              .formatted(preset));
    }
    return changed(camera);
  }

  private CameraNoise changed(CameraNoise preset) {
    CameraNoise camera = preset;
    if (downscale != null) {
      camera = camera.withDownscale(downscale);
    }
    if (jpegQuality != null) {
      camera = camera.withJpeg(1, jpegQuality);
    }
    return colourCast == null ? camera : camera.withColourCast(colourCast);
  }

  /** Reads {@code 60-95}, or {@code 80} for always the same. */
  static final class Qualities implements ITypeConverter<Range> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3})(?:-(\\d{1,3}))?");

    @Override
    public Range convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException(
            "'%s' is no range of qualities like 60-95".formatted(text));
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
