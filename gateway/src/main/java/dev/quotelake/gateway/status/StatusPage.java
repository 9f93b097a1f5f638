// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.status;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;

/** Serves the page. */
@Path("/")
public final class StatusPage {

  private final StatusBoard board;

  @Inject
  StatusPage(StatusBoard board) {
    this.board = board;
  }

  @GET
  @Produces(MediaType.TEXT_HTML)
  public String page() {
    return Templates.status(board.at(Instant.now())).render();
  }

  /** The page's template, checked when the gateway is built. */
  @CheckedTemplate(basePath = "")
  static final class Templates {

    private Templates() {}

    static native TemplateInstance status(StatusView view);
  }
}
