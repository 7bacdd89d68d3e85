package io.pentimento.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.onnx.OnnxException;
import io.pentimento.core.onnx.SessionOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestorerTest {
  private static final SessionOptions OPTIONS = SessionOptions.defaults().withThreads(1);

  private static final Engines NO_ENGINES = new Engines("");

  @TempDir Path directory;

  @Test
  void withoutResizingOtherSizesAreRefused() throws IOException {
    TinyModel.write(directory.resolve("model.onnx"), 3);
    try (Restorer restorer = Restorer.load(directory, OPTIONS, false, NO_ENGINES)) {
      assertThat(restorer.restore(Pictures.pattern(32, 32)).shape()).containsExactly(1, 3, 32, 32);
      assertThatThrownBy(() -> restorer.restore(Pictures.pattern(40, 24)))
          .isInstanceOf(UnprocessableImageException.class)
          .hasMessage(
              "The image is 24×40 pixels; the model takes 32×32, and this server does not resize.");
    }
  }

  @Test
  void aModelOfOtherChannelsIsNoRestorer() throws IOException {
    Path file = directory.resolve("other.onnx");
    TinyModel.write(file, 6);
    assertThatThrownBy(() -> Restorer.load(file, OPTIONS, true, NO_ENGINES))
        .hasMessageContaining("not a restorer");
  }

  @Test
  void aDirectoryWithoutAModelIsNamed() {
    assertThatThrownBy(() -> Restorer.load(directory, OPTIONS, true, NO_ENGINES))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("model.onnx' does not exist");
  }
}
