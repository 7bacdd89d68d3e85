// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.core.face.photo.FaceMode;
import io.pentimento.server.failure.InvalidInferenceException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The content of a request, validated as far as possible without the model.
 *
 * @param faces how encoded images are interpreted; empty for aligned crops
 * @param upscale ratio of the width and height of results to those of photographs
 */
record InferencePlan(
    List<ImageSource> images,
    OptionalDouble weight,
    Optional<FaceMode> faces,
    int upscale,
    OutputFormat format) {
  /** The name of the input. */
  static final String INPUT = "image";

  /** The name of the output. */
  static final String OUTPUT = "restored";

  /** The name of the parameter with CodeFormer's fidelity weight. */
  static final String WEIGHT = "w";

  /** The name of the parameter that selects the faces of photographs. */
  static final String FACES = "faces";

  /** The name of the parameter that enlarges photographs. */
  static final String UPSCALE = "upscale";

  /**
   * @throws InvalidInferenceException if the request has no images in a known format
   */
  static InferencePlan of(InferenceRequest request) {
    request.parameters().checkNames(Set.of(WEIGHT, FACES, UPSCALE));
    InputTensor input = input(request);
    OutputFormat format = OutputFormat.of(input, outputParameters(request), OUTPUT);
    Optional<FaceMode> faces = faces(request);
    checkFaces(faces, input, format);
    return new InferencePlan(
        ImageSources.of(input), weight(request), faces, upscale(request, faces), format);
  }

  private static int upscale(InferenceRequest request, Optional<FaceMode> faces) {
    double factor = request.parameters().number(UPSCALE).orElse(1);
    if (factor != Math.rint(factor) || factor != 1 && faces.isEmpty()) {
      throw new InvalidInferenceException(
          "The parameter 'upscale' is %s; it must be an integer, with the parameter 'faces'."
              .formatted(factor));
    }
    return (int) factor;
  }

  private static Optional<FaceMode> faces(InferenceRequest request) {
    try {
      return request.parameters().text(FACES).map(FaceMode::of);
    } catch (IllegalArgumentException e) {
      throw new InvalidInferenceException("The parameter " + e.getMessage() + ".", e);
    }
  }

  /** Results of photographs have the sizes of the photographs. */
  private static void checkFaces(Optional<FaceMode> faces, InputTensor input, OutputFormat format) {
    boolean areFiles = input.type() == TensorType.BYTES && format.type() == TensorType.BYTES;
    if (faces.isPresent() && !areFiles) {
      throw new InvalidInferenceException(
          "The parameter 'faces' needs an input and an output of BYTES.");
    }
  }

  private static InputTensor input(InferenceRequest request) {
    List<String> names = request.inputs().stream().map(InputTensor::name).toList();
    if (!names.equals(List.of(INPUT))) {
      throw new InvalidInferenceException(
          "The request has the inputs %s; the model has one, '%s'.".formatted(names, INPUT));
    }
    return request.inputs().get(0);
  }

  private static Parameters outputParameters(InferenceRequest request) {
    List<String> names = request.outputs().stream().map(RequestedOutput::name).toList();
    if (!names.isEmpty() && !names.equals(List.of(OUTPUT))) {
      throw new InvalidInferenceException(
          "The request has the outputs %s; the model has one, '%s'.".formatted(names, OUTPUT));
    }
    return names.isEmpty() ? Parameters.NONE : request.outputs().get(0).parameters();
  }

  private static OptionalDouble weight(InferenceRequest request) {
    OptionalDouble w = request.parameters().number(WEIGHT);
    if (w.isPresent() && !(w.getAsDouble() >= 0 && w.getAsDouble() <= 1)) {
      throw new InvalidInferenceException(
          "The parameter 'w' is %s; it must be from 0 to 1.".formatted(w.getAsDouble()));
    }
    return w;
  }
}
