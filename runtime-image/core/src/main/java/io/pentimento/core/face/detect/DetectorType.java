// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import io.pentimento.core.onnx.OnnxSession;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The detectors whose outputs can be decoded. */
public enum DetectorType {
  BLAZE_FACE("BlazeFace") {
    @Override
    boolean matches(OnnxSession session) {
      return BlazeFace.matches(session);
    }

    @Override
    FaceNetwork network(OnnxSession session) {
      return new BlazeFace(session);
    }
  },

  YU_NET("YuNet") {
    @Override
    boolean matches(OnnxSession session) {
      return YuNet.matches(session);
    }

    @Override
    FaceNetwork network(OnnxSession session) {
      return new YuNet(session);
    }
  };

  private final String published;

  DetectorType(String published) {
    this.published = published;
  }

  /** The name in manifests, options and messages. */
  public String published() {
    return published;
  }

  /** All names in manifests, options and messages. */
  public static List<String> names() {
    return Arrays.stream(values()).map(DetectorType::published).toList();
  }

  /** Whether a graph has the inputs and outputs of this detector. */
  abstract boolean matches(OnnxSession session);

  /** The decoder of a graph that matches; closing it closes the session. */
  abstract FaceNetwork network(OnnxSession session);

  static Optional<DetectorType> of(OnnxSession session) {
    return Arrays.stream(values()).filter(type -> type.matches(session)).findFirst();
  }
}
