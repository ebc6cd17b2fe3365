package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Market;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The listing of all instances, in pages of at most 25 by rising id. */
final class InstanceList {

    private static final int LARGEST_PAGE = 25;
    private static final int SMALLEST_PAGE = 5;
    private static final Pattern TOKEN = Pattern.compile("\\{\"values\": \\{\"id\": (\\d{1,18})\\}\\}");

    private final Market market;
    private long calls;

    InstanceList(Market market) {
        this.market = market;
    }

    Answer page(Map<String, String> query) {
        long call = calls++;
        if (market.faults().strikes(Fault.LIST_BROKEN, "list", call)) return broken(call);
        OptionalLong after = after(query.getOrDefault("after_token", ""));
        if (after.isEmpty()) return ApiError.answer(400, "invalid_token", "after_token is not valid");
        return Answer.ok(page(after.getAsLong(), size(query.getOrDefault("limit", ""))));
    }

    private Answer broken(long call) {
        boolean half = market.chance().hits(0.5, "broken list", call);
        return Answer.rawJson(half ? "{\"success\": true, \"instances\": [{\"id\": 3" : "{\"instances\": null}");
    }

    private ObjectNode page(long after, int size) {
        List<Contract> all = market.living();
        List<Contract> rest = all.stream().filter(one -> one.id() > after).toList();
        List<Contract> page = rest.subList(0, Math.min(size, rest.size()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("success", true).put("instances_found", page.size()).put("total_instances", all.size());
        answer.set("label_counts", labels(all));
        boolean more = page.size() < rest.size();
        answer.put("next_token", more ? token(page.get(page.size() - 1).id()) : null);
        ArrayNode rows = answer.putArray("instances");
        for (Contract contract : page) {
            contract.becomesKnown();
            rows.add(row(contract));
        }
        return answer;
    }

    private ObjectNode row(Contract contract) {
        ObjectNode row = InstanceView.of(contract, market.now());
        // The listing reads the contract's own table, where the label is from the first moment on.
        row.put(
                "label",
                contract.order().label().isEmpty() ? null : contract.order().label());
        row.put("country_code", contract.offer().country().orElse(null));
        row.putArray("volume_info");
        return row;
    }

    private static ObjectNode labels(List<Contract> all) {
        Map<String, Integer> counts = new TreeMap<>();
        all.forEach(contract -> counts.merge(contract.order().label(), 1, Integer::sum));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        counts.forEach(json::put);
        return json;
    }

    private static int size(String limit) {
        if (!limit.matches("-?\\d{1,6}")) return LARGEST_PAGE;
        int asked = Integer.parseInt(limit);
        return asked <= 0 ? SMALLEST_PAGE : Math.min(asked, LARGEST_PAGE);
    }

    private static String token(long id) {
        String json = "{\"values\": {\"id\": " + id + "}}";
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The id that a token stands for; 0 without a token, empty for one that is not ours. */
    private static OptionalLong after(String token) {
        if (token.isEmpty() || token.equals("null")) return OptionalLong.of(0);
        try {
            String bare = token.replaceAll("^\"|\"$", "");
            Matcher json = TOKEN.matcher(new String(Base64.getDecoder().decode(bare), StandardCharsets.UTF_8));
            return json.matches() ? OptionalLong.of(Long.parseLong(json.group(1))) : OptionalLong.empty();
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }
}
