package io.vastctl.vast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.endpoint.PlainHttp.Answer;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches offers. The API has no cursor and, at times, a hard cap of 64 rows whatever was asked; the
 * pages after that are asked for by a price floor that rises to the last price seen.
 */
final class OfferPages {

    private static final Logger LOG = LoggerFactory.getLogger(OfferPages.class);
    private static final int HARD_CAP = 64;
    /** Within the burst that the limiter allows. */
    private static final int MAX_PAGES = 8;

    private final VastHttp http;

    OfferPages(VastHttp http) {
        this.http = http;
    }

    List<Offer> offers(OfferQuery query) throws InterruptedException {
        Map<Long, Offer> found = new LinkedHashMap<>();
        OptionalDouble floor = OptionalDouble.empty();
        for (int page = 0; page < MAX_PAGES; page++) {
            List<OfferRow> rows = page(query, floor);
            int before = found.size();
            keep(found, rows, query.diskGb());
            OptionalDouble last = lastPrice(rows);
            boolean mayHaveMore = rows.size() == HARD_CAP && query.limit() > found.size() && last.isPresent();
            if (!mayHaveMore || found.size() == before) break;
            floor = last;
        }
        return found.values().stream().limit(query.limit()).toList();
    }

    private List<OfferRow> page(OfferQuery query, OptionalDouble floor) throws InterruptedException {
        ObjectNode body = SearchBody.of(query, floor);
        HttpUrl url = http.url("api/v0/bundles/");
        Answer answer = http.send(CallKind.SEARCH, http.with("POST", url, body));
        return rows(answer);
    }

    private List<OfferRow> rows(Answer answer) {
        try {
            Optional<List<OfferRow>> rows = OfferListing.read(answer.body());
            if (rows.isPresent()) return rows.get();
        } catch (JsonProcessingException malformed) {
            throw unusable(answer, "the answer is no list of offers");
        } catch (IOException undecodable) { // such as UTF-32 with letters that do not exist
            throw unusable(answer, "the answer is no text");
        }
        throw Json.tree(answer.body()).filter(ApiErrors::saysNo).isPresent()
                ? http.errors().read(CallKind.SEARCH, answer).toException()
                : unusable(answer, "the answer holds no offers field");
    }

    private void keep(Map<Long, Offer> found, List<OfferRow> rows, int diskGb) {
        List<Offer> offers =
                rows.stream().flatMap(row -> row.toOffer(diskGb).stream()).toList();
        if (offers.size() < rows.size()) LOG.debug("{} of {} rows skipped", rows.size() - offers.size(), rows.size());
        if (offers.isEmpty() && !rows.isEmpty()) {
            throw http.errors()
                    .unusable(CallKind.SEARCH, 200, "none of " + rows.size() + " rows names offer, machine and price")
                    .toException();
        }
        offers.forEach(offer -> found.putIfAbsent(offer.offerId(), offer));
    }

    private static OptionalDouble lastPrice(List<OfferRow> rows) {
        Double price = rows.isEmpty() ? null : rows.get(rows.size() - 1).dphTotal();
        return price == null ? OptionalDouble.empty() : OptionalDouble.of(price);
    }

    private VastApiException unusable(Answer answer, String why) {
        return http.errors().unusable(CallKind.SEARCH, answer.status(), why).toException();
    }
}
