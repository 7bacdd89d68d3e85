// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.api;

import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves the output of containers, which an API server fetches from the kubelet. */
public record PodLogs(Path folder) {
  private static final Pattern LOG =
      Pattern.compile("/api/v1/namespaces/([^/]+)/pods/([^/]+)/log\\?(.*)");
  private static final Pattern CONTAINER = Pattern.compile("container=([^&]+)");
  private static final Pattern TAIL = Pattern.compile("tailLines=(\\d+)");

  public Path file(String namespace, String pod, String container) {
    return folder.resolve(namespace).resolve(pod).resolve(container + ".log");
  }

  RequestFilter orElse(RequestFilter next) {
    return request -> {
      Matcher log = LOG.matcher(request.getPath());
      return request.method() == HttpMethod.GET && log.matches()
          ? answer(log)
          : next.answer(request);
    };
  }

  private MockResponse answer(Matcher log) {
    Matcher container = CONTAINER.matcher(log.group(3));
    Matcher tail = TAIL.matcher(log.group(3));
    if (!container.find()) {
      throw new IllegalArgumentException("unknown container: " + log.group());
    }
    Path file = file(log.group(1), log.group(2), container.group(1));
    if (!Files.exists(file)) {
      return new MockResponse().setResponseCode(Requests.NOT_FOUND);
    }
    int lines = tail.find() ? Integer.parseInt(tail.group(1)) : Integer.MAX_VALUE;
    return new MockResponse().setResponseCode(Requests.OK).setBody(last(file, lines));
  }

  public static String last(Path file, int count) {
    try {
      List<String> lines = Files.readAllLines(file);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
