// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.page;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET /}: the page, its style and its script. */
@Path("/")
public class PageResource {
  /** The page loads only from this server and cannot be framed. */
  private static final String POLICY =
      "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'; form-action 'none';"
          + " base-uri 'none'";

  private final boolean enabled;

  @Inject
  PageResource(PageConfig config) {
    this.enabled = config.enabled();
  }

  @GET
  public Response page() {
    return file("index.html", "text/html; charset=utf-8");
  }

  @GET
  @Path("page.css")
  public Response style() {
    return file("page.css", "text/css; charset=utf-8");
  }

  @GET
  @Path("page.js")
  public Response script() {
    return file("page.js", "text/javascript; charset=utf-8");
  }

  private Response file(String name, String type) {
    if (!enabled) {
      throw new NotFoundException("The web page is switched off (pentimento.page.enabled).");
    }
    return Response.ok(content(name), type)
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .build();
  }

  private static byte[] content(String name) {
    try (InputStream in = PageResource.class.getResourceAsStream("/page/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
