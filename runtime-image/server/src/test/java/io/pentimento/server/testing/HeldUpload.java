// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request whose body is sent in parts, under the control of the test. */
public record HeldUpload(Socket socket, byte[] body) implements AutoCloseable {

  public static HeldUpload begin(ServerProcess server, byte[] body) throws IOException {
    Socket socket = server.connect();
    String head =
        "POST /v1/restore HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
            + "Content-Length: %d\r\n\r\n".formatted(body.length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return new HeldUpload(socket, body);
  }

  public HeldUpload send(int from, int to) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(body, from, to - from);
    out.flush();
    return this;
  }

  public HeldUpload sendAllButOneByte() throws IOException {
    return send(0, body.length - 1);
  }

  public HeldUpload sendRest() throws IOException {
    return send(body.length - 1, body.length);
  }

  /** The beginning of the response; the rest is not read. */
  public int status() throws IOException {
    InputStream in = socket.getInputStream();
    String line = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
    return line.isEmpty() ? 0 : Integer.parseInt(line.substring(9));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
