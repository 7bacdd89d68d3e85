// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.photograph;

import io.pentimento.core.face.align.FaceAlignment;
import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.face.paste.FacePaste;
import io.pentimento.core.face.paste.PasteMask;
import io.pentimento.core.image.codec.ImageMetadata;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.tensor.Tensor;
import java.util.List;

/**
 * Restores one photograph in the same steps as the server and the command line.
 *
 * @param size of the crops, in pixels
 */
record PhotographStages(FaceDetector detector, OnnxSession restorer, int size) {
  /** Smallest face, in pixels: the default of the command line and the server. */
  private static final double MIN_FACE = 40;

  /**
   * Returns the number of faces.
   *
   * @param file a JPEG or PNG file
   * @param watch receives the time of each stage
   */
  int restore(byte[] file, StageTimer watch) {
    Tensor photograph = watch.time("decode", () -> ImageFiles.decode(file, "photograph"));
    List<FaceAlignment> faces = watch.time("detect", () -> faces(photograph));
    List<Tensor> crops =
        watch.time("crop", () -> faces.stream().map(face -> face.crop(photograph)).toList());
    List<Tensor> restored =
        watch.time("restore", () -> crops.stream().map(crop -> restorer.run(crop)).toList());
    Tensor result = watch.time("paste", () -> pasted(photograph, faces, crops, restored));
    watch.time("encode", () -> ImageMetadata.of(file, "photograph").encode(result));
    return faces.size();
  }

  private List<FaceAlignment> faces(Tensor photograph) {
    return detector.detect(photograph, MIN_FACE).stream()
        .map(face -> FaceAlignment.of(face.landmarks(), size))
        .toList();
  }

  private static Tensor pasted(
      Tensor photograph, List<FaceAlignment> faces, List<Tensor> crops, List<Tensor> restored) {
    Tensor result = Tensor.of(photograph.data().clone(), photograph.shape());
    FacePaste paste = new FacePaste(PasteMask.oval());
    for (int i = faces.size() - 1; i >= 0; i--) {
      paste.paste(result, faces.get(i), crops.get(i), restored.get(i));
    }
    return result;
  }
}
