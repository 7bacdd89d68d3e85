package io.pentimento.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Documents that are damaged in any way are read or refused with a documented exception. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StageDocumentFuzzTest {
  private static final int MUTATIONS = 3000;
  private static final String KEY = "0".repeat(64);
  private static final String DOCUMENT =
      """
      {"stage":"prepare","key":"%s","job":{"namespace":"n","name":"tiny","uid":"1"},"upstream":{},
       "digests":{"restorer.source":"sha256:1"},"shards":1,"parameters":{"of":"prepare",
       "restorer":{"source":{"uri":"r.pth"},"weightsKey":"ema"},"prior":{"source":{"uri":"p.pth"}},
       "dataset":{"source":{"uri":"images"},"holdout":{"fraction":0.1}},"metrics":["PSNR"]}}
      """
          .formatted(KEY);
  private static final String MESSAGE =
      """
      {"stage":"train","key":"%s","failure":"Data","reason":"Diverged","message":"the loss is NaN",
       "items":{"done":1,"total":2,"failed":1},"digests":{"model":"sha256:2"},
       "images":{"dataset.source":7},"metrics":[]}
      """
          .formatted(KEY);

  /** Reads a text. */
  @FunctionalInterface
  private interface Reader {
    void read(String json) throws JsonProcessingException;
  }

  @Test
  void stageDocumentsAreReadOrRefused() throws JsonProcessingException {
    fuzz(DOCUMENT, StageDocument::fromJson);
  }

  @Test
  void terminationMessagesAreReadOrRefused() throws JsonProcessingException {
    fuzz(MESSAGE, TerminationMessage::fromJson);
  }

  private static void fuzz(String seed, Reader reader) throws JsonProcessingException {
    reader.read(seed);
    Random random = new Random(5);
    for (int i = 0; i < MUTATIONS; i++) {
      String changed = mutated(seed, random);
      try {
        reader.read(changed);
      } catch (JsonProcessingException documented) {
        // No JSON, or another document.
      } catch (RuntimeException | Error e) {
        throw new AssertionError("mutation %d: %s: %s".formatted(i, e, changed), e);
      }
    }
  }

  private static String mutated(String seed, Random random) {
    StringBuilder text = new StringBuilder(seed);
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(text.length() - 1);
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, (char) random.nextInt(256));
        case 1 -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(30)));
        case 2 -> text.insert(at, text.substring(at, Math.min(text.length(), at + 20)));
        default -> replaceValue(text, random);
      }
    }
    return text.toString();
  }

  /** A value becomes one of another kind. */
  private static void replaceValue(StringBuilder text, Random random) {
    String[] values = {"null", "[]", "{}", "-1", "1e999", "\"\"", "true", "99999999999999999999"};
    int colon = text.indexOf(":", random.nextInt(text.length()));
    int end = colon < 0 ? -1 : text.indexOf(",", colon);
    if (end > 0) {
      text.replace(colon + 1, end, values[random.nextInt(values.length)]);
    }
  }
}
