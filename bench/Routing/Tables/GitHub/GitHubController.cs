namespace Routing.Bench.Tables;

/// <summary>The routes of github.txt, one action for each. Written by write-controllers.sh.</summary>
[Controller("/")]
public static class GitHubController
{
    [Get("/authorizations")]
    public static void R000()
    {
    }

    [Get("/authorizations/{id}")]
    public static void R001()
    {
    }

    [Post("/authorizations")]
    public static void R002()
    {
    }

    [Delete("/authorizations/{id}")]
    public static void R003()
    {
    }

    [Get("/applications/{client_id}/tokens/{access_token}")]
    public static void R004()
    {
    }

    [Delete("/applications/{client_id}/tokens")]
    public static void R005()
    {
    }

    [Delete("/applications/{client_id}/tokens/{access_token}")]
    public static void R006()
    {
    }

    [Get("/events")]
    public static void R007()
    {
    }

    [Get("/repos/{owner}/{repo}/events")]
    public static void R008()
    {
    }

    [Get("/networks/{owner}/{repo}/events")]
    public static void R009()
    {
    }

    [Get("/orgs/{org}/events")]
    public static void R010()
    {
    }

    [Get("/users/{user}/received_events")]
    public static void R011()
    {
    }

    [Get("/users/{user}/received_events/public")]
    public static void R012()
    {
    }

    [Get("/users/{user}/events")]
    public static void R013()
    {
    }

    [Get("/users/{user}/events/public")]
    public static void R014()
    {
    }

    [Get("/users/{user}/events/orgs/{org}")]
    public static void R015()
    {
    }

    [Get("/feeds")]
    public static void R016()
    {
    }

    [Get("/notifications")]
    public static void R017()
    {
    }

    [Get("/repos/{owner}/{repo}/notifications")]
    public static void R018()
    {
    }

    [Put("/notifications")]
    public static void R019()
    {
    }

    [Put("/repos/{owner}/{repo}/notifications")]
    public static void R020()
    {
    }

    [Get("/notifications/threads/{id}")]
    public static void R021()
    {
    }

    [Get("/notifications/threads/{id}/subscription")]
    public static void R022()
    {
    }

    [Put("/notifications/threads/{id}/subscription")]
    public static void R023()
    {
    }

    [Delete("/notifications/threads/{id}/subscription")]
    public static void R024()
    {
    }

    [Get("/repos/{owner}/{repo}/stargazers")]
    public static void R025()
    {
    }

    [Get("/users/{user}/starred")]
    public static void R026()
    {
    }

    [Get("/user/starred")]
    public static void R027()
    {
    }

    [Get("/user/starred/{owner}/{repo}")]
    public static void R028()
    {
    }

    [Put("/user/starred/{owner}/{repo}")]
    public static void R029()
    {
    }

    [Delete("/user/starred/{owner}/{repo}")]
    public static void R030()
    {
    }

    [Get("/repos/{owner}/{repo}/subscribers")]
    public static void R031()
    {
    }

    [Get("/users/{user}/subscriptions")]
    public static void R032()
    {
    }

    [Get("/user/subscriptions")]
    public static void R033()
    {
    }

    [Get("/repos/{owner}/{repo}/subscription")]
    public static void R034()
    {
    }

    [Put("/repos/{owner}/{repo}/subscription")]
    public static void R035()
    {
    }

    [Delete("/repos/{owner}/{repo}/subscription")]
    public static void R036()
    {
    }

    [Get("/user/subscriptions/{owner}/{repo}")]
    public static void R037()
    {
    }

    [Put("/user/subscriptions/{owner}/{repo}")]
    public static void R038()
    {
    }

    [Delete("/user/subscriptions/{owner}/{repo}")]
    public static void R039()
    {
    }

    [Get("/users/{user}/gists")]
    public static void R040()
    {
    }

    [Get("/gists")]
    public static void R041()
    {
    }

    [Get("/gists/{id}")]
    public static void R042()
    {
    }

    [Post("/gists")]
    public static void R043()
    {
    }

    [Put("/gists/{id}/star")]
    public static void R044()
    {
    }

    [Delete("/gists/{id}/star")]
    public static void R045()
    {
    }

    [Get("/gists/{id}/star")]
    public static void R046()
    {
    }

    [Post("/gists/{id}/forks")]
    public static void R047()
    {
    }

    [Delete("/gists/{id}")]
    public static void R048()
    {
    }

    [Get("/repos/{owner}/{repo}/git/blobs/{sha}")]
    public static void R049()
    {
    }

    [Post("/repos/{owner}/{repo}/git/blobs")]
    public static void R050()
    {
    }

    [Get("/repos/{owner}/{repo}/git/commits/{sha}")]
    public static void R051()
    {
    }

    [Post("/repos/{owner}/{repo}/git/commits")]
    public static void R052()
    {
    }

    [Get("/repos/{owner}/{repo}/git/refs")]
    public static void R053()
    {
    }

    [Post("/repos/{owner}/{repo}/git/refs")]
    public static void R054()
    {
    }

    [Get("/repos/{owner}/{repo}/git/tags/{sha}")]
    public static void R055()
    {
    }

    [Post("/repos/{owner}/{repo}/git/tags")]
    public static void R056()
    {
    }

    [Get("/repos/{owner}/{repo}/git/trees/{sha}")]
    public static void R057()
    {
    }

    [Post("/repos/{owner}/{repo}/git/trees")]
    public static void R058()
    {
    }

    [Get("/issues")]
    public static void R059()
    {
    }

    [Get("/user/issues")]
    public static void R060()
    {
    }

    [Get("/orgs/{org}/issues")]
    public static void R061()
    {
    }

    [Get("/repos/{owner}/{repo}/issues")]
    public static void R062()
    {
    }

    [Get("/repos/{owner}/{repo}/issues/{number}")]
    public static void R063()
    {
    }

    [Post("/repos/{owner}/{repo}/issues")]
    public static void R064()
    {
    }

    [Get("/repos/{owner}/{repo}/assignees")]
    public static void R065()
    {
    }

    [Get("/repos/{owner}/{repo}/assignees/{assignee}")]
    public static void R066()
    {
    }

    [Get("/repos/{owner}/{repo}/issues/{number}/comments")]
    public static void R067()
    {
    }

    [Post("/repos/{owner}/{repo}/issues/{number}/comments")]
    public static void R068()
    {
    }

    [Get("/repos/{owner}/{repo}/issues/{number}/events")]
    public static void R069()
    {
    }

    [Get("/repos/{owner}/{repo}/labels")]
    public static void R070()
    {
    }

    [Get("/repos/{owner}/{repo}/labels/{name}")]
    public static void R071()
    {
    }

    [Post("/repos/{owner}/{repo}/labels")]
    public static void R072()
    {
    }

    [Delete("/repos/{owner}/{repo}/labels/{name}")]
    public static void R073()
    {
    }

    [Get("/repos/{owner}/{repo}/issues/{number}/labels")]
    public static void R074()
    {
    }

    [Post("/repos/{owner}/{repo}/issues/{number}/labels")]
    public static void R075()
    {
    }

    [Delete("/repos/{owner}/{repo}/issues/{number}/labels/{name}")]
    public static void R076()
    {
    }

    [Put("/repos/{owner}/{repo}/issues/{number}/labels")]
    public static void R077()
    {
    }

    [Delete("/repos/{owner}/{repo}/issues/{number}/labels")]
    public static void R078()
    {
    }

    [Get("/repos/{owner}/{repo}/milestones/{number}/labels")]
    public static void R079()
    {
    }

    [Get("/repos/{owner}/{repo}/milestones")]
    public static void R080()
    {
    }

    [Get("/repos/{owner}/{repo}/milestones/{number}")]
    public static void R081()
    {
    }

    [Post("/repos/{owner}/{repo}/milestones")]
    public static void R082()
    {
    }

    [Delete("/repos/{owner}/{repo}/milestones/{number}")]
    public static void R083()
    {
    }

    [Get("/emojis")]
    public static void R084()
    {
    }

    [Get("/gitignore/templates")]
    public static void R085()
    {
    }

    [Get("/gitignore/templates/{name}")]
    public static void R086()
    {
    }

    [Post("/markdown")]
    public static void R087()
    {
    }

    [Post("/markdown/raw")]
    public static void R088()
    {
    }

    [Get("/meta")]
    public static void R089()
    {
    }

    [Get("/rate_limit")]
    public static void R090()
    {
    }

    [Get("/users/{user}/orgs")]
    public static void R091()
    {
    }

    [Get("/user/orgs")]
    public static void R092()
    {
    }

    [Get("/orgs/{org}")]
    public static void R093()
    {
    }

    [Get("/orgs/{org}/members")]
    public static void R094()
    {
    }

    [Get("/orgs/{org}/members/{user}")]
    public static void R095()
    {
    }

    [Delete("/orgs/{org}/members/{user}")]
    public static void R096()
    {
    }

    [Get("/orgs/{org}/public_members")]
    public static void R097()
    {
    }

    [Get("/orgs/{org}/public_members/{user}")]
    public static void R098()
    {
    }

    [Put("/orgs/{org}/public_members/{user}")]
    public static void R099()
    {
    }

    [Delete("/orgs/{org}/public_members/{user}")]
    public static void R100()
    {
    }

    [Get("/orgs/{org}/teams")]
    public static void R101()
    {
    }

    [Get("/teams/{id}")]
    public static void R102()
    {
    }

    [Post("/orgs/{org}/teams")]
    public static void R103()
    {
    }

    [Delete("/teams/{id}")]
    public static void R104()
    {
    }

    [Get("/teams/{id}/members")]
    public static void R105()
    {
    }

    [Get("/teams/{id}/members/{user}")]
    public static void R106()
    {
    }

    [Put("/teams/{id}/members/{user}")]
    public static void R107()
    {
    }

    [Delete("/teams/{id}/members/{user}")]
    public static void R108()
    {
    }

    [Get("/teams/{id}/repos")]
    public static void R109()
    {
    }

    [Get("/teams/{id}/repos/{owner}/{repo}")]
    public static void R110()
    {
    }

    [Put("/teams/{id}/repos/{owner}/{repo}")]
    public static void R111()
    {
    }

    [Delete("/teams/{id}/repos/{owner}/{repo}")]
    public static void R112()
    {
    }

    [Get("/user/teams")]
    public static void R113()
    {
    }

    [Get("/repos/{owner}/{repo}/pulls")]
    public static void R114()
    {
    }

    [Get("/repos/{owner}/{repo}/pulls/{number}")]
    public static void R115()
    {
    }

    [Post("/repos/{owner}/{repo}/pulls")]
    public static void R116()
    {
    }

    [Get("/repos/{owner}/{repo}/pulls/{number}/commits")]
    public static void R117()
    {
    }

    [Get("/repos/{owner}/{repo}/pulls/{number}/files")]
    public static void R118()
    {
    }

    [Get("/repos/{owner}/{repo}/pulls/{number}/merge")]
    public static void R119()
    {
    }

    [Put("/repos/{owner}/{repo}/pulls/{number}/merge")]
    public static void R120()
    {
    }

    [Get("/repos/{owner}/{repo}/pulls/{number}/comments")]
    public static void R121()
    {
    }

    [Put("/repos/{owner}/{repo}/pulls/{number}/comments")]
    public static void R122()
    {
    }

    [Get("/user/repos")]
    public static void R123()
    {
    }

    [Get("/users/{user}/repos")]
    public static void R124()
    {
    }

    [Get("/orgs/{org}/repos")]
    public static void R125()
    {
    }

    [Get("/repositories")]
    public static void R126()
    {
    }

    [Post("/user/repos")]
    public static void R127()
    {
    }

    [Post("/orgs/{org}/repos")]
    public static void R128()
    {
    }

    [Get("/repos/{owner}/{repo}")]
    public static void R129()
    {
    }

    [Get("/repos/{owner}/{repo}/contributors")]
    public static void R130()
    {
    }

    [Get("/repos/{owner}/{repo}/languages")]
    public static void R131()
    {
    }

    [Get("/repos/{owner}/{repo}/teams")]
    public static void R132()
    {
    }

    [Get("/repos/{owner}/{repo}/tags")]
    public static void R133()
    {
    }

    [Get("/repos/{owner}/{repo}/branches")]
    public static void R134()
    {
    }

    [Get("/repos/{owner}/{repo}/branches/{branch}")]
    public static void R135()
    {
    }

    [Delete("/repos/{owner}/{repo}")]
    public static void R136()
    {
    }

    [Get("/repos/{owner}/{repo}/collaborators")]
    public static void R137()
    {
    }

    [Get("/repos/{owner}/{repo}/collaborators/{user}")]
    public static void R138()
    {
    }

    [Put("/repos/{owner}/{repo}/collaborators/{user}")]
    public static void R139()
    {
    }

    [Delete("/repos/{owner}/{repo}/collaborators/{user}")]
    public static void R140()
    {
    }

    [Get("/repos/{owner}/{repo}/comments")]
    public static void R141()
    {
    }

    [Get("/repos/{owner}/{repo}/commits/{sha}/comments")]
    public static void R142()
    {
    }

    [Post("/repos/{owner}/{repo}/commits/{sha}/comments")]
    public static void R143()
    {
    }

    [Get("/repos/{owner}/{repo}/comments/{id}")]
    public static void R144()
    {
    }

    [Delete("/repos/{owner}/{repo}/comments/{id}")]
    public static void R145()
    {
    }

    [Get("/repos/{owner}/{repo}/commits")]
    public static void R146()
    {
    }

    [Get("/repos/{owner}/{repo}/commits/{sha}")]
    public static void R147()
    {
    }

    [Get("/repos/{owner}/{repo}/readme")]
    public static void R148()
    {
    }

    [Get("/repos/{owner}/{repo}/keys")]
    public static void R149()
    {
    }

    [Get("/repos/{owner}/{repo}/keys/{id}")]
    public static void R150()
    {
    }

    [Post("/repos/{owner}/{repo}/keys")]
    public static void R151()
    {
    }

    [Delete("/repos/{owner}/{repo}/keys/{id}")]
    public static void R152()
    {
    }

    [Get("/repos/{owner}/{repo}/downloads")]
    public static void R153()
    {
    }

    [Get("/repos/{owner}/{repo}/downloads/{id}")]
    public static void R154()
    {
    }

    [Delete("/repos/{owner}/{repo}/downloads/{id}")]
    public static void R155()
    {
    }

    [Get("/repos/{owner}/{repo}/forks")]
    public static void R156()
    {
    }

    [Post("/repos/{owner}/{repo}/forks")]
    public static void R157()
    {
    }

    [Get("/repos/{owner}/{repo}/hooks")]
    public static void R158()
    {
    }

    [Get("/repos/{owner}/{repo}/hooks/{id}")]
    public static void R159()
    {
    }

    [Post("/repos/{owner}/{repo}/hooks")]
    public static void R160()
    {
    }

    [Post("/repos/{owner}/{repo}/hooks/{id}/tests")]
    public static void R161()
    {
    }

    [Delete("/repos/{owner}/{repo}/hooks/{id}")]
    public static void R162()
    {
    }

    [Post("/repos/{owner}/{repo}/merges")]
    public static void R163()
    {
    }

    [Get("/repos/{owner}/{repo}/releases")]
    public static void R164()
    {
    }

    [Get("/repos/{owner}/{repo}/releases/{id}")]
    public static void R165()
    {
    }

    [Post("/repos/{owner}/{repo}/releases")]
    public static void R166()
    {
    }

    [Delete("/repos/{owner}/{repo}/releases/{id}")]
    public static void R167()
    {
    }

    [Get("/repos/{owner}/{repo}/releases/{id}/assets")]
    public static void R168()
    {
    }

    [Get("/repos/{owner}/{repo}/stats/contributors")]
    public static void R169()
    {
    }

    [Get("/repos/{owner}/{repo}/stats/commit_activity")]
    public static void R170()
    {
    }

    [Get("/repos/{owner}/{repo}/stats/code_frequency")]
    public static void R171()
    {
    }

    [Get("/repos/{owner}/{repo}/stats/participation")]
    public static void R172()
    {
    }

    [Get("/repos/{owner}/{repo}/stats/punch_card")]
    public static void R173()
    {
    }

    [Get("/repos/{owner}/{repo}/statuses/{ref}")]
    public static void R174()
    {
    }

    [Post("/repos/{owner}/{repo}/statuses/{ref}")]
    public static void R175()
    {
    }

    [Get("/search/repositories")]
    public static void R176()
    {
    }

    [Get("/search/code")]
    public static void R177()
    {
    }

    [Get("/search/issues")]
    public static void R178()
    {
    }

    [Get("/search/users")]
    public static void R179()
    {
    }

    [Get("/legacy/issues/search/{owner}/{repository}/{state}/{keyword}")]
    public static void R180()
    {
    }

    [Get("/legacy/repos/search/{keyword}")]
    public static void R181()
    {
    }

    [Get("/legacy/user/search/{keyword}")]
    public static void R182()
    {
    }

    [Get("/legacy/user/email/{email}")]
    public static void R183()
    {
    }

    [Get("/users/{user}")]
    public static void R184()
    {
    }

    [Get("/user")]
    public static void R185()
    {
    }

    [Get("/users")]
    public static void R186()
    {
    }

    [Get("/user/emails")]
    public static void R187()
    {
    }

    [Post("/user/emails")]
    public static void R188()
    {
    }

    [Delete("/user/emails")]
    public static void R189()
    {
    }

    [Get("/users/{user}/followers")]
    public static void R190()
    {
    }

    [Get("/user/followers")]
    public static void R191()
    {
    }

    [Get("/users/{user}/following")]
    public static void R192()
    {
    }

    [Get("/user/following")]
    public static void R193()
    {
    }

    [Get("/user/following/{user}")]
    public static void R194()
    {
    }

    [Get("/users/{user}/following/{target_user}")]
    public static void R195()
    {
    }

    [Put("/user/following/{user}")]
    public static void R196()
    {
    }

    [Delete("/user/following/{user}")]
    public static void R197()
    {
    }

    [Get("/users/{user}/keys")]
    public static void R198()
    {
    }

    [Get("/user/keys")]
    public static void R199()
    {
    }

    [Get("/user/keys/{id}")]
    public static void R200()
    {
    }

    [Post("/user/keys")]
    public static void R201()
    {
    }

    [Delete("/user/keys/{id}")]
    public static void R202()
    {
    }
}
