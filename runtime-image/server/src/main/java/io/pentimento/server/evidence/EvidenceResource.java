// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.evidence;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code GET /v1/model/evidence}, {@code /v1/model/metrics} and {@code /v1/model/report}. */
@Path("/v1/model")
public class EvidenceResource {
  private final EvidenceFiles files;

  @Inject
  EvidenceResource(EvidenceFiles files) {
    this.files = files;
  }

  /** The in-toto statement, or the Sigstore bundle around it. */
  @GET
  @Path("evidence")
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] evidence() {
    return files.read("evidence.json");
  }

  @GET
  @Path("metrics")
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] metrics() {
    return files.read("metrics.json");
  }

  /** The report contains its script and pictures, and loads nothing else. */
  @GET
  @Path("report")
  @Produces(MediaType.TEXT_HTML)
  public Response report() {
    return Response.ok(files.read("report.html"))
        .header(
            "Content-Security-Policy",
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src"
                + " 'unsafe-inline'; sandbox allow-scripts")
        .build();
  }
}
